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
 * A key that signs tokens: RSA, or EC of one of the three curves that tokens know ({@link TokenAlgorithm}).
 *
 * @param id names the key in a token's header, derived from the public key as upstream does
 */
public record SigningKey(String id, KeyPair pair) {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /**
     * A key of a pair; its algorithm follows from the key's type.
     *
     * @throws IllegalArgumentException when tokens cannot be signed with keys of this type
     */
    public static SigningKey of(KeyPair pair) {
        TokenAlgorithm.of(pair.getPublic());
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
            generator.initialize(new ECGenParameterSpec("secp384r1"));
            return of(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot make EC keys", e);
        }
    }

    TokenAlgorithm algorithm() {
        return TokenAlgorithm.of(pair.getPublic());
    }

    byte[] sign(byte[] data) {
        try {
            Signature signature = algorithm().newSignature();
            signature.initSign(pair.getPrivate());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the service account key cannot sign", e);
        }
    }

    boolean verifies(byte[] data, byte[] signed) {
        try {
            Signature signature = algorithm().newSignature();
            signature.initVerify(pair.getPublic());
            signature.update(data);
            return signature.verify(signed);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** The public key as a JSON Web Key. */
    ObjectNode jwk() {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        key.put("use", "sig").put("kid", id).put("alg", algorithm().name());
        PublicKey publicKey = pair.getPublic();
        if (publicKey instanceof ECPublicKey ec) {
            int length = algorithm().coordinateBytes();
            key.put("kty", "EC").put("crv", algorithm().curve());
            key.put("x", number(ec.getW().getAffineX(), length));
            key.put("y", number(ec.getW().getAffineY(), length));
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
