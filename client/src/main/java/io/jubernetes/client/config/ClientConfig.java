package io.jubernetes.client.config;

import io.jubernetes.apimachinery.api.Headers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one server as one user.
 *
 * @param server without a slash at its end; may have a path
 * @param namespace the one meant when none is named
 * @param headers sent with every request, for instance to impersonate
 * @param localSocket a Unix domain socket over which the server knows this user without TLS, if it is there; null for none
 */
public record ClientConfig(
        URI server,
        TlsSettings tls,
        Credentials credentials,
        String namespace,
        Headers headers,
        @Nullable Path localSocket) {

    /** A server on the network. */
    public ClientConfig(URI server, TlsSettings tls, Credentials credentials, String namespace, Headers headers) {
        this(server, tls, credentials, namespace, headers, null);
    }

    /** Where a pod finds who it is. */
    public static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /**
     * What a kubeconfig says.
     *
     * @param context null for the current one
     * @throws ConfigException when it names what is not there, or a file that cannot be read
     */
    public static ClientConfig from(Kubeconfig config, @Nullable String context) {
        return new ContextReader(config).read(context);
    }

    /** What a pod is told by its node; see {@link #isInCluster}. */
    public static ClientConfig inCluster(Map<String, String> environment, Path serviceAccount) throws IOException {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "");
        if (host.isEmpty() || port.isEmpty()) {
            throw new ConfigException("unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and"
                    + " KUBERNETES_SERVICE_PORT must be defined");
        }
        String address = host.contains(":") ? "[" + host + "]" : host;
        Path namespace = serviceAccount.resolve("namespace");
        return new ClientConfig(
                URI.create("https://" + address + ":" + port),
                new TlsSettings(Files.readString(serviceAccount.resolve("ca.crt")), false, null, null),
                new Credentials.TokenFile(serviceAccount.resolve("token"), ""),
                Files.exists(namespace) ? Files.readString(namespace).strip() : "default",
                Headers.EMPTY);
    }

    /** Whether this process is in a pod that may talk to its cluster. */
    public static boolean isInCluster(Map<String, String> environment, Path serviceAccount) {
        return !environment.getOrDefault("KUBERNETES_SERVICE_HOST", "").isEmpty()
                && Files.exists(serviceAccount.resolve("token"));
    }

    /** Another server; the local socket is none of its. */
    public ClientConfig withServer(URI other) {
        return new ClientConfig(other, tls, credentials, namespace, headers);
    }

    /** With other settings, which are meant to be used: not the local socket. */
    public ClientConfig withTls(TlsSettings other) {
        return new ClientConfig(server, other, credentials, namespace, headers);
    }

    /** Another user, whom the local socket does not know. */
    public ClientConfig withCredentials(Credentials other) {
        return new ClientConfig(server, tls, other, namespace, headers);
    }

    public ClientConfig withNamespace(String other) {
        return new ClientConfig(server, tls, credentials, other, headers, localSocket);
    }

    public ClientConfig withHeaders(Headers other) {
        return new ClientConfig(server, tls, credentials, namespace, other, localSocket);
    }
}
