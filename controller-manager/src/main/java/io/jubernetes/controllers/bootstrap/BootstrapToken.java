package io.jubernetes.controllers.bootstrap;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token as its Secret says.
 *
 * @param expiration null for never
 * @param signs whether it vouches for the cluster's public information
 */
record BootstrapToken(String id, String secret, @Nullable Instant expiration, boolean signs) {

    static final String TYPE = "bootstrap.kubernetes.io/token";
    static final String NAMESPACE = "kube-system";
    private static final String NAME_PREFIX = "bootstrap-token-";

    /** Null when the Secret is not a whole token. */
    static @Nullable BootstrapToken of(Secret secret) {
        String id = text(secret, "token-id");
        String key = text(secret, "token-secret");
        boolean whole = TYPE.equals(secret.getType())
                && !id.isEmpty()
                && !key.isEmpty()
                && secret.getMetadata().getName().equals(NAME_PREFIX + id);
        if (!whole) {
            return null;
        }
        return new BootstrapToken(
                id,
                key,
                expiration(secret),
                text(secret, "usage-bootstrap-signing").equals("true"));
    }

    boolean isOverAt(Instant now) {
        return expiration != null && !now.isBefore(expiration);
    }

    /** What cannot be read is over: a token must not live on by a mistake. */
    static @Nullable Instant expiration(Secret secret) {
        String text = text(secret, "expiration");
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    private static String text(Secret secret, String key) {
        Map<String, String> data = secret.getData();
        String encoded = data == null ? null : data.get(key);
        return encoded == null ? "" : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
