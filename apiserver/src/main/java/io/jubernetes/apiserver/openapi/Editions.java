package io.jubernetes.apiserver.openapi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** Short names for what a document was made of. */
final class Editions {

    private static final int BYTES = 16;

    private Editions() {}

    static String of(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES)).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no SHA-512", e);
        }
    }
}
