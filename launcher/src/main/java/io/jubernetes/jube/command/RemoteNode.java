package io.jubernetes.jube.command;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.jube.cluster.DataDirectory;
import io.jubernetes.jube.cluster.NodeAgent;
import io.jubernetes.jube.cluster.NodeIdentity;
import io.jubernetes.jube.cluster.NodeSettings;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.pki.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of a node agent whose control plane is another process, and its start. */
final class RemoteNode {

    @Mixin
    private NodeOptions options = new NodeOptions();

    @Option(
            names = "--root-dir",
            paramLabel = "DIR",
            description = "Where the node keeps pods, volumes and logs (default: ~/.jube/node).")
    @Nullable
    private Path directory;

    @Option(
            names = "--pod-cidr",
            paramLabel = "CIDR",
            defaultValue = "",
            description = "Range of its pods' addresses (default: the controllers give it one).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String podCidr;

    @Option(
            names = "--node-ip",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description = "The IPv4 address that other nodes reach this one at (default: the machine's first).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String nodeIp;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "Where logs and exec are answered (default: any free port).")
    private int port;

    @Option(
            names = "--tls-cert-file",
            paramLabel = "FILE",
            description = "The agent's certificate (default: one signed by itself).")
    @Nullable
    private Path certificate;

    @Option(names = "--tls-private-key-file", paramLabel = "FILE", description = "The key of --tls-cert-file.")
    @Nullable
    private Path key;

    String name() {
        return options.nodeName();
    }

    NodeAgent start(RemoteCluster cluster, Environment environment) throws IOException, InterruptedException {
        Path root = directory == null ? Path.of(System.getProperty("user.home"), ".jube", "node") : directory;
        DataDirectory data = new DataDirectory(root.toAbsolutePath().normalize());
        data.create();
        NodeSettings settings = new NodeSettings(
                name(),
                data.root(),
                options.runtime(),
                options.runtimeEndpoint(),
                podCidr,
                port,
                nodeIp,
                "0.0.0.0",
                options.settings());
        NodeIdentity identity = new NodeIdentity(credential(data, environment), cluster.caPem());
        return NodeAgent.start(settings, identity, cluster.client(), environment);
    }

    /** As upstream's kubelet: without a certificate of the cluster it signs one for itself. */
    private Credential credential(DataDirectory data, Environment environment) throws IOException {
        if (certificate != null && key != null) {
            return Credential.read(certificate, key);
        }
        Path pki = data.pki();
        Files.createDirectories(pki);
        CertificateAuthority own = CertificateAuthority.loadOrCreate(
                pki.resolve("kubelet-ca.crt"), pki.resolve("kubelet-ca.key"), name() + "-ca", environment);
        String address = InetAddress.getLocalHost().getHostAddress();
        CertificateRequest request =
                CertificateRequest.server("system:node:" + name(), List.of(name()), List.of("127.0.0.1", address));
        return own.loadOrIssue(pki.resolve("kubelet.crt"), pki.resolve("kubelet.key"), request);
    }
}
