package io.jubernetes.kubelet.image;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Uncompresses by what the data is, not by what somebody calls it. */
final class Compression {

    private Compression() {}

    static InputStream uncompressed(InputStream source) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(source, 1 << 16);
        buffered.mark(8);
        byte[] magic = buffered.readNBytes(4);
        buffered.reset();
        if (starts(magic, 0x1f, 0x8b)) {
            return new GZIPInputStream(buffered, 1 << 16);
        }
        if (starts(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
            return new CheckedZstd(new ZstdInputStream(buffered));
        }
        return buffered;
    }

    private static boolean starts(byte[] data, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (data.length <= i || (data[i] & 255) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Broken data is an {@link IOException}, as it is everywhere else. */
    private static final class CheckedZstd extends FilterInputStream {
        CheckedZstd(InputStream source) {
            super(source);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (MalformedInputException e) {
                throw new IOException("zstd: " + e.getMessage(), e);
            }
        }
    }
}
