package io.jubernetes.apiserver.token;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** How a key signs tokens (RFC 7518 §3.1), found from the key: its type and, of elliptic curves, the size of the field. */
enum TokenAlgorithm {
    RS256("SHA256withRSA", "", 0),
    ES256("SHA256withECDSAinP1363Format", "P-256", 256),
    ES384("SHA384withECDSAinP1363Format", "P-384", 384),
    ES512("SHA512withECDSAinP1363Format", "P-521", 521);

    private final String signature;
    private final String curve;
    private final int bits;

    TokenAlgorithm(String signature, String curve, int bits) {
        this.signature = signature;
        this.curve = curve;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException when tokens cannot be signed with keys of this kind */
    static TokenAlgorithm of(PublicKey key) {
        if (key instanceof RSAPublicKey) {
            return RS256;
        }
        if (key instanceof ECPublicKey ec) {
            int size = ec.getParams().getCurve().getField().getFieldSize();
            for (TokenAlgorithm algorithm : values()) {
                if (algorithm.bits == size) {
                    return algorithm;
                }
            }
        }
        throw new IllegalArgumentException("a service account key of type " + key.getAlgorithm()
                + " (expected: RSA, or EC P-256, P-384 or P-521)");
    }

    Signature newSignature() throws GeneralSecurityException {
        return Signature.getInstance(signature);
    }

    /** The curve's name in a JSON Web Key. */
    String curve() {
        return curve;
    }

    /** Bytes of a coordinate on the curve. */
    int coordinateBytes() {
        return (bits + 7) / 8;
    }
}
