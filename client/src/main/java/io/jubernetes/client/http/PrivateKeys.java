package io.jubernetes.client.http;

import io.jubernetes.client.config.ConfigException;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Private keys from PEM: PKCS#8, and the older forms of RSA (PKCS#1) and EC (SEC 1), which are put into a PKCS#8 frame. */
final class PrivateKeys {

    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final byte[] NULL = {5, 0};
    /** 1.2.840.113549.1.1.1 */
    private static final byte[] RSA = {6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 1, 1};
    /** 1.2.840.10045.2.1 */
    private static final byte[] EC = {6, 7, 42, (byte) 134, 72, (byte) 206, 61, 2, 1};

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int EC_PARAMETERS = 0xa0;

    private PrivateKeys() {}

    /** The first private key of a PEM text. */
    static PrivateKey parse(String pem) {
        for (PemBlocks.Block block : PemBlocks.parse(pem)) {
            PrivateKey key = of(block);
            if (key != null) {
                return key;
            }
        }
        throw new ConfigException("the client key is not a private key in PEM form");
    }

    private static @Nullable PrivateKey of(PemBlocks.Block block) {
        return switch (block.label()) {
            case "PRIVATE KEY" -> pkcs8(block.content(), List.of("EC", "RSA", "EdDSA"));
            case "RSA PRIVATE KEY" -> pkcs8(frame(concat(RSA, NULL), block.content()), List.of("RSA"));
            case "EC PRIVATE KEY" -> pkcs8(frame(concat(EC, curve(block.content())), block.content()), List.of("EC"));
            case "ENCRYPTED PRIVATE KEY" -> throw new ConfigException("the client key is encrypted");
            default -> null; // certificates and EC parameters may be in the same file
        };
    }

    private static PrivateKey pkcs8(byte[] content, List<String> algorithms) {
        GeneralSecurityException last = null;
        for (String algorithm : algorithms) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new ConfigException("the client key cannot be read", last);
    }

    /** PKCS#8: version, algorithm, key. */
    private static byte[] frame(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, concat(VERSION_0, element(SEQUENCE, algorithm), element(OCTETS, key)));
    }

    /** The curve's name, from the parameters within a SEC 1 key: a sequence of version, key, [0] curve, [1] public key. */
    private static byte[] curve(byte[] sec1) {
        try {
            DerReader key = new DerReader(sec1).enter(SEQUENCE);
            key.skip();
            key.skip();
            return key.enter(EC_PARAMETERS).rest();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ConfigException("the client key does not say which elliptic curve it is on", e);
        }
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            int bytes = content.length < 256 ? 1 : content.length < 65536 ? 2 : 3;
            out.write(128 + bytes);
            for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
                out.write(content.length >> shift);
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
