package io.jubernetes.client.config;

import org.jspecify.annotations.Nullable;

/**
 * Whom to trust and what to show.
 *
 * @param authority PEM certificates that the server's must come from; null for those that the JVM trusts
 * @param insecure trust anybody
 * @param certificate PEM of the client's certificate chain
 * @param key PEM of its private key
 */
public record TlsSettings(
        @Nullable String authority,
        boolean insecure,
        @Nullable String certificate,
        @Nullable String key) {

    public static final TlsSettings DEFAULT = new TlsSettings(null, false, null, null);

    @Override
    public String toString() {
        return "TlsSettings[authority=" + (authority != null) + ", insecure=" + insecure + ", certificate="
                + (certificate != null) + "]";
    }
}
