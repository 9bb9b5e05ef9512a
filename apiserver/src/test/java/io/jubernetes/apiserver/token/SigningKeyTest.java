package io.jubernetes.apiserver.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of key that upstream takes for service accounts signs tokens under the name that the standard gives it. */
@Timeout(60)
final class SigningKeyTest {

    private static final byte[] DATA = "header.claims".getBytes(StandardCharsets.UTF_8);

    private static KeyPair pair(String type, AlgorithmParameterSpec parameters) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        generator.initialize(parameters);
        return generator.generateKeyPair();
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, ES256, P-256, 32", "secp384r1, ES384, P-384, 48", "secp521r1, ES512, P-521, 66"})
    void ellipticCurvesBySize(String curve, String algorithm, String name, int bytes) throws Exception {
        SigningKey key = SigningKey.of(pair("EC", new ECGenParameterSpec(curve)));
        assertThat(key.jwk().path("alg").asText()).isEqualTo(algorithm);
        assertThat(key.jwk().path("crv").asText()).isEqualTo(name);
        assertThat(Base64.getUrlDecoder().decode(key.jwk().path("x").asText())).hasSize(bytes);
        byte[] signed = key.sign(DATA);
        assertThat(signed).hasSize(2 * bytes);
        assertThat(key.verifies(DATA, signed)).isTrue();
        signed[3] ^= 1;
        assertThat(key.verifies(DATA, signed)).isFalse();
    }

    @Test
    void rsa() throws Exception {
        SigningKey key = SigningKey.of(pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)));
        assertThat(key.jwk().path("alg").asText()).isEqualTo("RS256");
        assertThat(key.verifies(DATA, key.sign(DATA))).isTrue();
    }

    @Test
    void aKeyThatCannotSignTokensIsRefusedAtOnce() throws Exception {
        KeyPair pair = pair("Ed25519", NamedParameterSpec.ED25519);
        assertThatThrownBy(() -> SigningKey.of(pair))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EdDSA")
                .hasMessageContaining("expected: RSA, or EC P-256, P-384 or P-521");
    }
}
