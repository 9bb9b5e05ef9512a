package io.jubernetes.kvstore.etcd;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link EtcdStore} finds its etcd, and what it may do there.
 *
 * @param endpoints URLs of the members, {@code http://host:port} or {@code https://host:port}, all of one kind; one that
 *     answers is enough
 * @param keys where the store's keys lie in etcd
 * @param tls certificates, for https; null trusts what the Java runtime trusts and shows no certificate
 * @param login user and password, null when etcd asks for none; the user must be allowed to read all keys
 * @param timeout how long one request may take
 */
public record EtcdStoreConfig(
        List<URI> endpoints,
        KeyMapping keys,
        @Nullable Tls tls,
        @Nullable Login login,
        Duration timeout) {

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Files in PEM form.
     *
     * @param ca whom to trust; null: whom the Java runtime trusts
     * @param certificate to show, with its chain; given with a key or not at all
     * @param key of the certificate, PKCS#8
     */
    public record Tls(
            @Nullable Path ca,
            @Nullable Path certificate,
            @Nullable Path key) {
        public Tls {
            if ((certificate == null) != (key == null)) {
                throw new IllegalArgumentException(
                        certificate == null
                                ? "etcd key file: " + key + " (expected: with a certificate file)"
                                : "etcd certificate file: " + certificate + " (expected: with a key file)");
            }
        }
    }

    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    public EtcdStoreConfig {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("etcd endpoints: none (expected: at least one URL)");
        }
        for (URI endpoint : endpoints) {
            requireEndpoint(endpoint, endpoints.getFirst());
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("etcd timeout: " + timeout + " (expected: > 0)");
        }
    }

    /** For an etcd that asks for nothing. */
    public static EtcdStoreConfig of(List<URI> endpoints) {
        return new EtcdStoreConfig(endpoints, KeyMapping.SAME, null, null, USUAL_TIMEOUT);
    }

    public EtcdStoreConfig withKeys(KeyMapping mapping) {
        return new EtcdStoreConfig(endpoints, mapping, tls, login, timeout);
    }

    public EtcdStoreConfig withTls(Tls files) {
        return new EtcdStoreConfig(endpoints, keys, files, login, timeout);
    }

    public EtcdStoreConfig withLogin(Login who) {
        return new EtcdStoreConfig(endpoints, keys, tls, who, timeout);
    }

    public EtcdStoreConfig withTimeout(Duration limit) {
        return new EtcdStoreConfig(endpoints, keys, tls, login, limit);
    }

    boolean secure() {
        return "https".equals(endpoints.getFirst().getScheme());
    }

    /** The endpoints as a person reads them. */
    String names() {
        return String.join(", ", endpoints.stream().map(URI::toString).toList());
    }

    private static void requireEndpoint(URI endpoint, URI first) {
        String scheme = endpoint.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme) || endpoint.getHost() == null || endpoint.getPort() < 0) {
            throw new IllegalArgumentException(
                    "etcd endpoint: " + endpoint + " (expected: http://host:port or https://host:port)");
        }
        if (!scheme.equals(first.getScheme())) {
            throw new IllegalArgumentException(
                    "etcd endpoint: " + endpoint + " (expected: " + first.getScheme() + " as " + first + ")");
        }
    }
}
