package io.jubernetes.apiserver.token;

import java.util.List;

/**
 * How service account tokens are made and verified.
 *
 * @param issuer the {@code iss} of tokens, a URL under which the discovery documents may be published
 * @param audiences whom a token is meant for when nobody says otherwise; one of them must be in a token for this server to
 *     accept it
 * @param keys the first signs, all verify
 */
public record TokenSettings(String issuer, List<String> audiences, List<SigningKey> keys) {

    public static final String DEFAULT_ISSUER = "https://kubernetes.default.svc.cluster.local";

    public TokenSettings {
        audiences = List.copyOf(audiences);
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("keys: none (expected: at least one)");
        }
    }

    /** Tokens for this cluster alone. */
    public static TokenSettings with(SigningKey key) {
        return new TokenSettings(DEFAULT_ISSUER, List.of(DEFAULT_ISSUER), List.of(key));
    }

    SigningKey signer() {
        return keys.getFirst();
    }
}
