package io.jubernetes.jube.command;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apiserver.RuntimeConfig;
import io.jubernetes.apiserver.authorization.AuthorizationMode;
import io.jubernetes.jube.cluster.ClusterNetwork;
import io.jubernetes.jube.cluster.ControlPlane;
import io.jubernetes.jube.cluster.ControlPlaneSettings;
import io.jubernetes.jube.cluster.DataDirectory;
import io.jubernetes.jube.cluster.ServiceRange;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.scheduler.SchedulerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of commands that run a control plane. */
final class ClusterOptions {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the cluster keeps everything (default: ~/.jube/default).")
    @Nullable
    private Path dataDirectory;

    @Option(
            names = {"--port", "--secure-port"},
            paramLabel = "PORT",
            defaultValue = "6443",
            description = "Port of the API; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--bind-address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address that the API listens on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String bindAddress;

    @Option(
            names = "--service-cluster-ip-range",
            paramLabel = "CIDR",
            description =
                    "Range of Services' addresses (default: a free one, 10.96.0.0/16 at first; of 127.0.0.0/8 without root).")
    @Nullable
    private String serviceRange;

    @Option(
            names = "--local-socket",
            paramLabel = "PATH",
            description =
                    "A Unix domain socket where this user's processes and root's find the API without TLS, as its administrator"
                            + " (default: DATA-DIR/api.sock; none when empty).")
    @Nullable
    private String localSocket;

    @Option(
            names = "--runtime-config",
            paramLabel = "GROUP/VERSION=true",
            description =
                    "Versions of the API to serve that Kubernetes has retired, as extensions/v1beta1=true,apps/v1beta1=true;"
                            + " GROUP/VERSION/RESOURCE means one resource of a version, api/legacy=true all of them, as"
                            + " api/beta and api/all do (default: none).")
    private List<String> runtime = List.of();

    @Option(
            names = "--authorization-mode",
            paramLabel = "MODE",
            description =
                    "Who may do what: Node,RBAC (roles and their bindings, and nodes what their pods need; the default),"
                            + " RBAC (nodes need a binding to the role system:node), Authenticated (whoever shows a credential may do"
                            + " everything), or AlwaysAllow.")
    @Nullable
    private String authorization;

    @Option(
            names = "--scheduler-config",
            paramLabel = "FILE",
            description = "A KubeSchedulerConfiguration, where the scheduler runs in the same process (default: none).")
    @Nullable
    private Path schedulerConfig;

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    private EtcdOptions etcd = new EtcdOptions();

    SchedulerConfig scheduling() {
        return SchedulerCommand.config("--scheduler-config", schedulerConfig);
    }

    DataDirectory data() {
        return DataDirectory.of(dataDirectory);
    }

    ControlPlaneSettings controlPlane(ClusterNetwork network) {
        Path socket = data().localSocket();
        if (localSocket != null) {
            socket = localSocket.isEmpty() ? null : Path.of(localSocket).toAbsolutePath();
        }
        return new ControlPlaneSettings(
                data(),
                address(),
                network.services(),
                socket,
                history.bounds(),
                etcd.config(),
                runtime(),
                authorization());
    }

    private AuthorizationMode authorization() {
        return switch (authorization) {
            case "Node,RBAC" -> AuthorizationMode.NODE_RBAC;
            case "RBAC" -> AuthorizationMode.RBAC;
            case "AlwaysAllow" -> AuthorizationMode.ALWAYS_ALLOW;
            case "Authenticated" -> AuthorizationMode.AUTHENTICATED;
            case null -> AuthorizationMode.NODE_RBAC;
            default ->
                throw new CommandFailedException("--authorization-mode: " + authorization
                        + " (expected: Node,RBAC, RBAC, AlwaysAllow or Authenticated)");
        };
    }

    private RuntimeConfig runtime() {
        try {
            return RuntimeConfig.parse(String.join(",", runtime));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("--runtime-config: " + e.getMessage());
        }
    }

    /** @param privileged whether this process may program the kernel's packet rules */
    ClusterNetwork network(boolean privileged) throws IOException {
        return ClusterNetwork.choose(data(), privileged, serviceRange == null ? null : new ServiceRange(serviceRange));
    }

    /** Makes sure that no other process works on the directory. @return what to close afterwards */
    static FileChannel take(DataDirectory data) throws IOException {
        FileChannel lock = data.lock("server");
        if (lock == null) {
            throw new CommandFailedException("another jube runs on " + data.root()
                    + "; stop it first, or choose another directory with --data-dir");
        }
        return lock;
    }

    /** Starts the control plane, or tells the person at the terminal what is in the way. */
    static ControlPlane start(ControlPlaneSettings settings, SystemEnvironment environment) {
        try {
            return ControlPlane.start(settings, environment);
        } catch (IOException e) {
            boolean portTaken = e.getCause() instanceof java.net.BindException;
            throw new CommandFailedException(
                    e.getMessage() + (portTaken ? "; choose another port with --port, 0 takes any free one" : ""));
        }
    }

    private InetSocketAddress address() {
        if (port < 0 || port > 65_535) {
            throw new CommandFailedException("--port: " + port + " (expected: 0 to 65535)");
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(bindAddress), port);
        } catch (UnknownHostException e) {
            throw new CommandFailedException(
                    "--bind-address: " + bindAddress + " (expected: an address of this machine)");
        }
    }
}
