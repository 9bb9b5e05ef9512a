package io.jubernetes.controllers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SignaturesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void eachSigningTokenSignsAndNoOther() {
        List<BootstrapToken> tokens = List.of(
                new BootstrapToken("signer", "secret", null, true),
                new BootstrapToken("silent", "secret", null, false),
                new BootstrapToken("over", "secret", NOW, true));
        Map<String, String> data =
                Signatures.of(Map.of("kubeconfig", "content", "jws-kubeconfig-gone", "old", "other", "x"), tokens, NOW);
        assertThat(data).containsOnlyKeys("kubeconfig", "other", "jws-kubeconfig-signer");
        String[] parts = data.getOrDefault("jws-kubeconfig-signer", "").split("\\.", -1);
        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
                .isEqualTo("{\"alg\":\"HS256\",\"kid\":\"signer\"}");
        assertThat(parts[1]).isEmpty();
        assertThat(Base64.getUrlDecoder().decode(parts[2])).hasSize(32);
    }

    @Test
    void aTokenIsReadFromItsSecret() {
        Secret secret = secret("abcdef", "2026-01-01T01:00:00+01:00");
        BootstrapToken token = BootstrapToken.of(secret);
        assertThat(token).isEqualTo(new BootstrapToken("abcdef", "0123456789abcdef", NOW, false));
        assertThat(BootstrapToken.of(secret("other", ""))).isNull();
        assertThat(BootstrapToken.expiration(secret("abcdef", "soon"))).isEqualTo(Instant.MIN);
    }

    private static Secret secret(String id, String expiration) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("bootstrap-token-abcdef")
                .endMetadata()
                .withType("bootstrap.kubernetes.io/token")
                .addToData("token-id", encode(id))
                .addToData("token-secret", encode("0123456789abcdef"))
                .addToData("expiration", encode(expiration))
                .build();
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
