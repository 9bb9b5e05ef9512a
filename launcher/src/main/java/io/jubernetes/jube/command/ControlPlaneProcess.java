package io.jubernetes.jube.command;

import ch.qos.logback.classic.Level;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.jube.cluster.ControlPlane;
import io.jubernetes.jube.cluster.ControlPlaneSettings;
import io.jubernetes.jube.cluster.DataDirectory;
import io.jubernetes.jube.cluster.Kubeconfigs;
import io.jubernetes.jube.cluster.Lifecycle;
import io.jubernetes.jube.cluster.ProxyAgent;
import io.jubernetes.jube.console.Console;
import io.jubernetes.jube.console.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags and the life of a process that serves the API but runs no pods. */
final class ControlPlaneProcess {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private NodeLifecycleOptions nodes = new NodeLifecycleOptions();

    @Option(
            names = {"--node-name", "--hostname-override"},
            paramLabel = "NAME",
            description = "The node that DATA-DIR/kubelet.conf is written for (default: this machine's name).")
    @Nullable
    private String nodeName;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Written when requests are served, for scripts that wait for it.")
    @Nullable
    private Path readyFile;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log what happens, not only what goes wrong.")
    private boolean verbose;

    /** Runs until the process is asked to end. @return the exit code */
    int run(boolean withComponents) throws IOException {
        SystemEnvironment environment = new SystemEnvironment();
        Logging.toStandardError(verbose ? Level.DEBUG : Level.WARN);
        DataDirectory data = cluster.data();
        data.create();
        try (Termination termination = new Termination(environment);
                Lifecycle lifecycle = new Lifecycle()) {
            lifecycle.started("lock", ClusterOptions.take(data));
            start(withComponents, environment, lifecycle);
            termination.await();
        } catch (InterruptedException e) {
            return 1; // asked to end while it was starting
        }
        return 0;
    }

    private void start(boolean withComponents, SystemEnvironment environment, Lifecycle lifecycle)
            throws IOException, InterruptedException {
        ControlPlaneSettings settings = cluster.controlPlane(cluster.network(ProxyAgent.hasKernelDataplane()));
        DataDirectory data = settings.data();
        ControlPlane plane = lifecycle.started("control plane", ClusterOptions.start(settings, environment));
        if (withComponents) {
            plane.startComponents(settings, cluster.scheduling(), nodes.controllers());
        }
        String node = nodeName == null ? io.jubernetes.jube.cluster.ClusterPki.hostName() : nodeName;
        Path admin = data.kubeconfig("admin");
        Kubeconfigs.writeAdmin(admin, plane);
        Kubeconfigs.writeComponents(data, plane, node);
        Console console = Console.standard();
        Summary.ready(console, environment.now(), plane.url(), admin, List.of());
        Summary.detail(console, "store", plane.store());
        if (withComponents) {
            Summary.detail(console, "a node joins with", "./jube agent --kubeconfig " + data.kubeconfig("kubelet"));
        }
        if (readyFile != null) {
            Files.writeString(readyFile, plane.url());
        }
    }
}
