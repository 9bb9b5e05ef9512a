package io.jubernetes.apiserver.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A key that signs tokens: EC P-256 (ES256) or RSA (RS256).
 *
 * @param id names the key in a token's header, derived from the public key as upstream does
 */
public record SigningKey(String id, KeyPair pair) {

    private static final int P256_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** A key of a pair; its algorithm follows from the key's type. */
    public static SigningKey of(KeyPair pair) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
            return new SigningKey(BASE64.encodeToString(digest), pair);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no SHA-256", e);
        }
    }

    /** A fresh key that nobody else knows: tokens die with it. */
    public static SigningKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return of(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot make EC keys", e);
        }
    }

    String algorithm() {
        return pair.getPublic() instanceof ECPublicKey ? "ES256" : "RS256";
    }

    byte[] sign(byte[] data) {
        try {
            Signature signature = signature();
            signature.initSign(pair.getPrivate());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the service account key cannot sign", e);
        }
    }

    boolean verifies(byte[] data, byte[] signed) {
        try {
            Signature signature = signature();
            signature.initVerify(pair.getPublic());
            signature.update(data);
            return signature.verify(signed);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private Signature signature() throws GeneralSecurityException {
        return Signature.getInstance(algorithm().equals("ES256") ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
    }

    /** The public key as a JSON Web Key. */
    ObjectNode jwk() {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        key.put("use", "sig").put("kid", id).put("alg", algorithm());
        PublicKey publicKey = pair.getPublic();
        if (publicKey instanceof ECPublicKey ec) {
            key.put("kty", "EC").put("crv", "P-256");
            key.put("x", number(ec.getW().getAffineX(), P256_BYTES));
            key.put("y", number(ec.getW().getAffineY(), P256_BYTES));
        } else if (publicKey instanceof RSAPublicKey rsa) {
            key.put("kty", "RSA");
            key.put("n", number(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8));
            key.put(
                    "e",
                    number(rsa.getPublicExponent(), (rsa.getPublicExponent().bitLength() + 7) / 8));
        }
        return key;
    }

    private static String number(BigInteger value, int length) {
        byte[] signed = value.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - count, fixed, length - count, count);
        return BASE64.encodeToString(fixed);
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
