package io.jubernetes.kubelet.image;

import java.io.FilterInputStream;
import java.io.IOException;

/** Ends with a refusal when there is too much, or too much for what it came from. */
final class Bounded extends FilterInputStream {

    private final Digest.Summing compressed;
    private final Limits limits;
    private long count;

    Bounded(Digest.Summing uncompressed, Digest.Summing compressed, Limits limits) {
        super(uncompressed);
        this.compressed = compressed;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public long skip(long wanted) throws IOException {
        byte[] buffer = new byte[(int) Math.min(wanted, 1 << 16)];
        return Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count += Math.max(0, read);
        // tar's own blocks: a header for each entry, and padding
        if (count > limits.bytes() + limits.entries() * 1024) {
            throw new ImageException("the layer unpacks to more than " + limits.bytes() + " bytes: refused");
        }
        if (count > limits.free() && count / Math.max(1, compressed.count()) > limits.ratio()) {
            throw new ImageException(
                    "the layer unpacks to more than " + limits.ratio() + " times of its size: refused as a bomb");
        }
        return read;
    }
}
