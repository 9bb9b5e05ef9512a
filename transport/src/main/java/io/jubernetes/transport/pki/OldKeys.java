package io.jubernetes.transport.pki;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Wraps the key forms of older tools into PKCS#8, which is all that the JDK reads: {@code SEQUENCE { INTEGER 0, SEQUENCE
 * AlgorithmIdentifier, OCTET STRING key }}. And makes the old form of an EC key, SEC 1: {@code SEQUENCE { INTEGER 1, OCTET STRING
 * value, [0] curve, [1] public key }}.
 */
final class OldKeys {

    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    /** rsaEncryption with NULL parameters. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /** id-ecPublicKey; the curve follows. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private static final int PARAMETERS_TAG = 0xa0;
    private static final int PUBLIC_KEY_TAG = 0xa1;

    private OldKeys() {}

    static byte[] rsaToPkcs8(byte[] der) {
        return wrap(RSA, der);
    }

    static byte[] ecToPkcs8(byte[] der) {
        return wrap(tagged(0x30, join(EC, curve(der))), der);
    }

    /** Both keys as the JDK encodes them; the private one lacks the public one there. */
    static byte[] ecToSec1(byte[] privateKey, byte[] publicKey) {
        int algorithm = end(privateKey, contentStart(privateKey, 0));
        int curve = end(privateKey, contentStart(privateKey, algorithm));
        int inner = contentStart(privateKey, contentStart(privateKey, end(privateKey, algorithm)));
        int point = end(publicKey, contentStart(publicKey, 0));
        return tagged(
                0x30,
                join(
                        Arrays.copyOfRange(privateKey, inner, end(privateKey, end(privateKey, inner))),
                        tagged(PARAMETERS_TAG, Arrays.copyOfRange(privateKey, curve, end(privateKey, algorithm))),
                        tagged(PUBLIC_KEY_TAG, Arrays.copyOfRange(publicKey, point, end(publicKey, point)))));
    }

    /** Finds the named curve: the content of the {@code [0]} element behind version and private value. */
    private static byte[] curve(byte[] der) {
        int at = contentStart(der, 0);
        while (at < der.length) {
            int start = contentStart(der, at);
            int end = end(der, at);
            if ((der[at] & 0xff) == PARAMETERS_TAG && end <= der.length) {
                return Arrays.copyOfRange(der, start, end);
            }
            at = end;
        }
        throw new IllegalArgumentException("an EC private key that does not name its curve");
    }

    private static int length(byte[] der, int at) {
        check(der, at + 1);
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x03); i++) {
            check(der, at + 2 + i);
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static int contentStart(byte[] der, int at) {
        check(der, at + 1);
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x03);
    }

    private static int end(byte[] der, int at) {
        return contentStart(der, at) + length(der, at);
    }

    private static void check(byte[] der, int index) {
        if (index >= der.length) {
            throw new IllegalArgumentException("truncated private key in PEM text");
        }
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return tagged(0x30, join(VERSION_0, algorithm, tagged(0x04, key)));
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 5);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
