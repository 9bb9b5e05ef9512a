package io.jubernetes.kvstore.log;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the records of a segment, until one is torn or does not follow the one before. */
final class RecordReader implements AutoCloseable {

    /** One record that is whole. */
    record Found(long sequence, byte[] bytes) {}

    private static final int BUFFER = 256 << 10;

    private final DataInputStream in;
    private final Checksum checksum = new Checksum();
    private long left;
    private long end;
    private @Nullable Found newest;

    /** @param size how much there is to read */
    RecordReader(InputStream in, long size) {
        this.in = new DataInputStream(in);
        this.left = size;
    }

    static RecordReader of(Path file) throws IOException {
        long size = Files.size(file);
        return new RecordReader(new BufferedInputStream(Files.newInputStream(file), BUFFER), size);
    }

    /** The next one; null when there is none. */
    @Nullable
    Found next() throws IOException {
        Found found = read();
        if (found == null || newest != null && found.sequence() != newest.sequence() + 1) {
            return null;
        }
        newest = found;
        end += RecordWriter.HEADER + found.bytes().length;
        return found;
    }

    private @Nullable Found read() throws IOException {
        if (left < RecordWriter.HEADER) {
            return null;
        }
        int sum = in.readInt();
        int length = in.readInt();
        long sequence = in.readLong();
        left -= RecordWriter.HEADER;
        if (length <= 0 || length > left) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        left -= length;
        return bytes.length == length && checksum.of(sequence, bytes) == sum ? new Found(sequence, bytes) : null;
    }

    /** Where the records that were read end. */
    long end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
