package io.jubernetes.kvstore.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One file of the log. Whoever places records counts how far it is filled, whoever writes them writes behind that at places given
 * before; the two may be different threads.
 */
final class Segment implements AutoCloseable {

    /** The unit in which file systems read, write and cache. */
    static final int PAGE = 4 << 10;

    private static final int SMALLEST_STEP = 256 << 10;
    private static final int LARGEST_STEP = 4 << 20;

    private final Path file;
    private final FileChannel channel;
    private final long limit;

    /** Up to here the file has blocks. */
    private long size;

    private long end;
    private long last;

    /** Whether the disk has its name. */
    private boolean named;

    /**
     * Makes a new one.
     *
     * @param limit when it has this much it is full; its last record may go beyond
     */
    Segment(Path file, long limit) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.limit = limit;
    }

    boolean isFull() {
        return end >= limit;
    }

    /** The sequence of its newest record. */
    long last() {
        return last;
    }

    /** Forgets its records: the next one is the first. */
    Segment rewound() {
        end = 0;
        last = 0;
        return this;
    }

    /**
     * Gives a record its place.
     *
     * @throws IOException when there is no room for it; then nothing changed
     */
    LogEntry place(long sequence, byte[] bytes) throws IOException {
        grow(end + RecordWriter.HEADER + bytes.length);
        LogEntry entry = new LogEntry(this, end, sequence, bytes);
        end += RecordWriter.HEADER + bytes.length;
        last = sequence;
        return entry;
    }

    /** Takes the newest record's place back. */
    void retract(LogEntry entry) {
        end = entry.position();
        last = entry.sequence() - 1;
    }

    /** Fills the file with zeros to the place that is needed, and on, so that this is rare; less far when the disk is full. */
    private void grow(long needed) throws IOException {
        if (needed <= size) {
            return;
        }
        long step = Math.clamp(size, SMALLEST_STEP, LARGEST_STEP);
        long wanted = (Math.max(needed, Math.min(size + step, limit)) + PAGE - 1) / PAGE * PAGE;
        ByteBuffer zeros = ByteBuffer.allocate(SMALLEST_STEP);
        try {
            while (size < wanted) {
                zeros.clear().limit((int) Math.min(SMALLEST_STEP, wanted - size));
                size += channel.write(zeros, size);
            }
        } catch (IOException e) {
            size = size / PAGE * PAGE;
            if (size < needed) {
                throw e;
            }
        }
    }

    void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** Makes what was written durable; not of a file that nobody needs any more. */
    void sync() throws IOException {
        if (channel.isOpen()) {
            channel.force(false);
            nameIt();
        }
    }

    /** After its content, which mostly takes the name along. */
    private void nameIt() throws IOException {
        if (!named) {
            try (FileChannel names = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                names.force(true);
            }
            named = true;
        }
    }

    void delete() throws IOException {
        channel.close();
        Files.delete(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
