package io.jubernetes.kubelet.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes plain files with short names as a tar archive. */
final class TarWriter implements AutoCloseable {

    private static final int BLOCK = 512;

    private final OutputStream sink;

    TarWriter(OutputStream sink) {
        this.sink = sink;
    }

    void file(String name, byte[] content) throws IOException {
        header(name, content.length);
        sink.write(content);
        pad(content.length);
    }

    /** @param size how many bytes {@code content} has */
    void file(String name, InputStream content, long size) throws IOException {
        header(name, size);
        if (content.transferTo(sink) != size) {
            throw new IOException(name + " changed while it was read");
        }
        pad(size);
    }

    private void header(String name, long size) throws IOException {
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, "0000644");
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(block, 124, String.format(Locale.ROOT, "%011o", size));
        put(block, 136, "00000000000");
        put(block, 148, "        ");
        block[156] = '0';
        put(block, 257, "ustar");
        put(block, 263, "00");
        long sum = 0;
        for (byte b : block) {
            sum += b & 255;
        }
        put(block, 148, String.format(Locale.ROOT, "%06o", sum));
        block[154] = 0;
        sink.write(block);
    }

    private static void put(byte[] block, int at, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(encoded, 0, block, at, encoded.length);
    }

    private void pad(long size) throws IOException {
        sink.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    @Override
    public void close() throws IOException {
        sink.write(new byte[2 * BLOCK]);
        sink.flush();
    }
}
