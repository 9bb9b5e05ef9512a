package io.jubernetes.kubelet.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, {@code sha256:…}, the only digest that registries use in practice. */
final class Digest {

    private static final String PREFIX = "sha256:";

    private Digest() {}

    static boolean isOne(String text) {
        return text.matches("sha256:[0-9a-f]{64}");
    }

    static String hex(String digest) throws IOException {
        if (!isOne(digest)) {
            throw new ImageException("invalid digest: " + digest);
        }
        return digest.substring(PREFIX.length());
    }

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String end(MessageDigest digest) {
        return PREFIX + HexFormat.of().formatHex(digest.digest());
    }

    static String of(byte[] content) {
        MessageDigest digest = start();
        digest.update(content);
        return end(digest);
    }

    static String of(Path file) throws IOException {
        try (Summing stream = new Summing(Files.newInputStream(file))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return end(stream.digest());
        }
    }

    /** Sums up what is read through it. */
    static final class Summing extends FilterInputStream {
        private final MessageDigest digest = start();
        private long count;

        Summing(InputStream source) {
            super(source);
        }

        MessageDigest digest() {
            return digest;
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                digest.update(buffer, offset, read);
                count += read;
            }
            return read;
        }
    }
}
