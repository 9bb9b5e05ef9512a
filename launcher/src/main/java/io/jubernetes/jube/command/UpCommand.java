package io.jubernetes.jube.command;

import ch.qos.logback.classic.Level;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.controllers.ControllerManagerConfig;
import io.jubernetes.jube.cluster.ClusterNetwork;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jube up}: a whole cluster in one process, in the foreground. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Starts a whole cluster in this process: API server, controllers, scheduler, nodes and service proxy.")
public final class UpCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private NodeOptions node = new NodeOptions();

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "1", description = "How many nodes (default: 1).")
    private int nodes;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Where to write the administrator's kubeconfig (default: DATA-DIR/admin.conf).")
    @Nullable
    private Path kubeconfig;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Written when the cluster is ready, for scripts that wait for it.")
    @Nullable
    private Path readyFile;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log what happens, not only what goes wrong.")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        Console console = Console.standard();
        SystemEnvironment environment = new SystemEnvironment();
        DataDirectory data = cluster.data();
        data.create();
        Logging.toFile(data.log(), verbose ? Level.DEBUG : Level.INFO);
        try (Termination termination = new Termination(environment);
                Lifecycle lifecycle = new Lifecycle()) {
            lifecycle.started("lock", ClusterOptions.take(data));
            start(console, environment, lifecycle);
            termination.await();
            console.progress("stopping; pods keep running, `./jube down` ends them");
        } catch (InterruptedException e) {
            return 1; // asked to end while it was starting
        }
        return 0;
    }

    private void start(Console console, SystemEnvironment environment, Lifecycle lifecycle)
            throws IOException, InterruptedException {
        ClusterNetwork network = cluster.network(ProxyAgent.hasKernelDataplane());
        ControlPlaneSettings settings = cluster.controlPlane(network);
        DataDirectory data = settings.data();
        ControlPlane plane = lifecycle.started("control plane", ClusterOptions.start(settings, environment));
        plane.startComponents(settings, cluster.scheduling(), ControllerManagerConfig.DEFAULT);
        List<String> names = node.nodeNames(nodes);
        Cluster here = new Cluster(plane, environment, lifecycle);
        String runtime = "";
        for (int i = 0; i < names.size(); i++) {
            runtime = here.startNode(names.get(i), network.podCidr(i), node, data);
        }
        ProxyAgent proxy = lifecycle.started(
                "proxy",
                ProxyAgent.start(
                        names.getFirst(), settings.services(), plane.client("system:kube-proxy"), environment));
        Path admin = kubeconfig == null ? data.kubeconfig("admin") : kubeconfig.toAbsolutePath();
        Kubeconfigs.writeAdmin(admin, plane);
        here.awaitReady(names, console);
        Summary.ready(console, environment.now(), plane.url(), admin, names);
        console.line("  " + runtime);
        Summary.detail(console, "services", proxy.explanation());
        Summary.detail(console, "store", plane.store());
        if (readyFile != null) {
            Files.writeString(readyFile, plane.url());
        }
    }
}
