package io.jubernetes.kvstore.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes records that lie one behind the other, through one buffer. */
final class RecordWriter {

    /** What stands before the bytes of a record. */
    static final int HEADER = 2 * Integer.BYTES + Long.BYTES;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    private final Checksum checksum = new Checksum();

    /** Where the buffer goes to. */
    private long position;

    /** @param run records of one segment, in the order of their places */
    void write(List<LogEntry> run) throws IOException {
        Segment segment = run.getFirst().segment();
        position = run.getFirst().position();
        buffer.clear();
        for (LogEntry entry : run) {
            write(entry, segment);
        }
        pad(segment);
        empty(segment);
    }

    private void write(LogEntry entry, Segment segment) throws IOException {
        byte[] bytes = entry.bytes();
        if (buffer.remaining() < HEADER) {
            empty(segment);
        }
        buffer.putInt(checksum.of(entry.sequence(), bytes)).putInt(bytes.length).putLong(entry.sequence());
        int done = 0;
        while (done < bytes.length) {
            int part = Math.min(buffer.remaining(), bytes.length - done);
            buffer.put(bytes, done, part);
            done += part;
            if (!buffer.hasRemaining()) {
                empty(segment);
            }
        }
    }

    /** To the end of the page, or the system would have to read what is to be kept of it. */
    private void pad(Segment segment) throws IOException {
        for (long end = position + buffer.position(); end % Segment.PAGE != 0; end++) {
            if (!buffer.hasRemaining()) {
                empty(segment);
            }
            buffer.put((byte) 0);
        }
    }

    private void empty(Segment segment) throws IOException {
        buffer.flip();
        int length = buffer.remaining();
        segment.write(buffer, position);
        position += length;
        buffer.clear();
    }
}
