package io.jubernetes.transport.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM texts and files, without Bouncy Castle. Malformed text is an {@link IllegalArgumentException}. */
public final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]*?)-----END \\1-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /**
     * One block.
     *
     * @param label for instance {@code CERTIFICATE}
     * @param der what is inside, decoded
     */
    public record Block(String label, byte[] der) {}

    public static String encode(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    public static String encode(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                text.append(encode("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate that cannot be encoded", e);
        }
        return text.toString();
    }

    /** A private key: of EC in the older form (SEC 1), because there are clients that read no other, fabric8 for one. */
    public static String encode(PrivateKey key, PublicKey publicKey) {
        return key.getAlgorithm().equals("EC")
                ? encode("EC PRIVATE KEY", OldKeys.ecToSec1(key.getEncoded(), publicKey.getEncoded()))
                : encode("PRIVATE KEY", key.getEncoded());
    }

    /** All blocks of a text, in order; what stands between them is skipped. */
    public static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
        }
        return blocks;
    }

    /** All certificates of a text; at least one. */
    public static List<X509Certificate> certificates(String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(text)) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block.der()));
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("no certificate in PEM text");
        }
        return certificates;
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("malformed certificate in PEM text", e);
        }
    }

    /** The first private key of a text: PKCS#8, or the older forms of RSA (PKCS#1) and EC (SEC 1) keys. */
    public static PrivateKey privateKey(String text) {
        for (Block block : blocks(text)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return pkcs8(block.der());
                }
                case "RSA PRIVATE KEY" -> {
                    return pkcs8(OldKeys.rsaToPkcs8(block.der()));
                }
                case "EC PRIVATE KEY" -> {
                    return pkcs8(OldKeys.ecToPkcs8(block.der()));
                }
                default -> {
                    // certificates and parameters may stand before the key
                }
            }
        }
        throw new IllegalArgumentException("no private key in PEM text");
    }

    private static PrivateKey pkcs8(byte[] der) {
        for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // the next algorithm may know it
                continue;
            }
        }
        throw new IllegalArgumentException("malformed or unsupported private key in PEM text");
    }

    /** Writes a file that only its owner may read. Replaces it as a whole or not at all. */
    public static void writePrivate(Path file, String text) throws IOException {
        write(file, text, PosixFilePermissions.fromString("rw-------"));
    }

    /** Writes a file that everybody may read. Replaces it as a whole or not at all. */
    public static void writePublic(Path file, String text) throws IOException {
        write(file, text, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static void write(Path file, String text, Set<PosixFilePermission> permissions) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        boolean posix = fresh.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(permissions));
        }
        Files.writeString(fresh, text);
        if (posix) {
            Files.setPosixFilePermissions(fresh, permissions); // the umask may have taken some away
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
