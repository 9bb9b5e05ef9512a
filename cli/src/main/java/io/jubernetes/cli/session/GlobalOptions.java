package io.jubernetes.cli.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The flags that every verb takes, named as kubectl's. */
public final class GlobalOptions {

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Path of the kubeconfig file.")
    @Nullable
    Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Context of the kubeconfig to use.")
    @Nullable
    String context;

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Cluster of the kubeconfig to use.")
    @Nullable
    String cluster;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "User of the kubeconfig to use.")
    @Nullable
    String user;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Namespace to work in.")
    @Nullable
    String namespace;

    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Address of the API server.")
    @Nullable
    String server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Bearer token to authenticate with.")
    @Nullable
    String token;

    @Option(
            names = "--certificate-authority",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Certificate of the authority that signed the server's.")
    @Nullable
    Path certificateAuthority;

    @Option(
            names = "--insecure-skip-tls-verify",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Do not check the server's certificate: anybody may pretend to be it.")
    boolean insecure;

    @Option(
            names = "--client-certificate",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Certificate to authenticate with.")
    @Nullable
    Path clientCertificate;

    @Option(
            names = "--client-key",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Key of the certificate to authenticate with.")
    @Nullable
    Path clientKey;

    @Option(
            names = "--as",
            paramLabel = "USER",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "User to act for.")
    @Nullable
    String as;

    @Option(
            names = "--as-group",
            paramLabel = "GROUP",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Group to act for; may be given several times.")
    List<String> asGroups = new ArrayList<>();

    @Option(
            names = "--request-timeout",
            paramLabel = "TIME",
            scope = ScopeType.INHERIT,
            hidden = true,
            defaultValue = "0",
            description = "How long to wait for an answer, such as 1s or 2m; 0 for ever.")
    String requestTimeout = "0";

    @Option(
            names = "--cache-dir",
            paramLabel = "DIRECTORY",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Where to remember what servers serve.")
    @Nullable
    Path cacheDirectory;

    @Option(
            names = {"-v", "--v"},
            paramLabel = "LEVEL",
            scope = ScopeType.INHERIT,
            hidden = true,
            defaultValue = "0",
            description = "From 1 on it says which way the server is reached.")
    int verbosity;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Shows what a verb does and takes.")
    boolean help;

    public @Nullable String server() {
        return server;
    }

    public @Nullable String context() {
        return context;
    }

    public @Nullable String cluster() {
        return cluster;
    }

    public @Nullable String user() {
        return user;
    }

    /** The user of the flag, which then no longer says who asks. */
    public @Nullable String takeUser() {
        String taken = user;
        user = null;
        return taken;
    }

    public @Nullable String namespace() {
        return namespace;
    }

    public @Nullable String token() {
        return token;
    }

    public @Nullable Path certificateAuthority() {
        return certificateAuthority;
    }

    public @Nullable Path clientCertificate() {
        return clientCertificate;
    }

    public @Nullable Path clientKey() {
        return clientKey;
    }

    public boolean insecure() {
        return insecure;
    }

    /** Whether any flag says how to trust the server or be trusted by it. */
    boolean namesTls() {
        return insecure || certificateAuthority != null || clientCertificate != null || clientKey != null;
    }

    Duration requestTimeout() {
        return Durations.parse("--request-timeout", requestTimeout);
    }
}
