package io.jubernetes.cli.session;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The flags that every verb takes, named as kubectl's. */
public final class GlobalOptions {

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Path of the kubeconfig file.")
    @Nullable
    Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Context of the kubeconfig to use.")
    @Nullable
    String context;

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Cluster of the kubeconfig to use.")
    @Nullable
    String cluster;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "User of the kubeconfig to use.")
    @Nullable
    String user;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            scope = ScopeType.INHERIT,
            description = "Namespace to work in.")
    @Nullable
    String namespace;

    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Address of the API server.")
    @Nullable
    String server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            description = "Bearer token to authenticate with.")
    @Nullable
    String token;

    @Option(
            names = "--certificate-authority",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Certificate of the authority that signed the server's.")
    @Nullable
    Path certificateAuthority;

    @Option(
            names = "--insecure-skip-tls-verify",
            scope = ScopeType.INHERIT,
            description = "Do not check the server's certificate: anybody may pretend to be it.")
    boolean insecure;
}
