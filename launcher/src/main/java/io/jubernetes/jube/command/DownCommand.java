package io.jubernetes.jube.command;

import ch.qos.logback.classic.Level;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.jube.cluster.ClusterNetwork;
import io.jubernetes.jube.cluster.DataDirectory;
import io.jubernetes.jube.cluster.ProxyAgent;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.jube.console.Console;
import io.jubernetes.jube.console.Logging;
import io.jubernetes.kubelet.Kubelet;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.Sandbox;
import io.jubernetes.kubelet.runtime.cri.CriRuntime;
import io.jubernetes.kubelet.runtime.cri.CriSockets;
import io.jubernetes.kubelet.runtime.oci.OciConfig;
import io.jubernetes.kubelet.runtime.oci.OciRuntime;
import io.jubernetes.kubelet.runtime.process.ProcessConfig;
import io.jubernetes.kubelet.runtime.process.ProcessRuntime;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jube down}: ends the pods that a stopped cluster left running, and takes its packet rules back. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Ends the pods that a stopped cluster left running on this machine. The cluster's objects stay.")
public final class DownCommand implements Callable<Integer> {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The cluster's directory (default: ~/.jube/default).")
    @Nullable
    private Path directory;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.standard();
        Logging.toStandardError(Level.WARN);
        DataDirectory data = DataDirectory.of(directory);
        if (!Files.isDirectory(data.root())) {
            throw new CommandFailedException("no cluster in " + data.root());
        }
        try (FileChannel lock = data.lock("server")) {
            if (lock == null) {
                throw new CommandFailedException("the cluster in " + data.root() + " still runs; stop `jube up` first");
            }
            int ended = 0;
            for (Path node : nodes(data)) {
                ended += endPods(node);
                Kubelet.release(node);
            }
            ProxyAgent.removeLeftovers(ClusterNetwork.of(data).services());
            console.line("Ended " + ended + (ended == 1 ? " pod" : " pods"));
        }
        return 0;
    }

    private static List<Path> nodes(DataDirectory data) throws IOException {
        Path nodes = data.root().resolve("nodes");
        if (!Files.isDirectory(nodes)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(nodes)) {
            return all.sorted().toList();
        }
    }

    private static int endPods(Path node) throws InterruptedException {
        Path directory = node.resolve("runtime");
        SystemEnvironment environment = new SystemEnvironment();
        int ended = endPods(new ProcessRuntime(new ProcessConfig(directory, false), environment));
        ended += endPodsOfDaemon(directory, environment);
        OciConfig containers = OciConfig.of(directory);
        return Files.isDirectory(containers.root()) ? ended + endPods(new OciRuntime(containers, environment)) : ended;
    }

    private static int endPodsOfDaemon(Path directory, SystemEnvironment environment) throws InterruptedException {
        try {
            Optional<CriRuntime> daemon = CriSockets.earlier(directory, environment);
            return daemon.isPresent() ? endPods(daemon.get()) : 0;
        } catch (RuntimeFailure e) {
            throw new CommandFailedException("the runtime's pods could not be ended: " + e.text());
        }
    }

    private static int endPods(ContainerRuntime started) throws InterruptedException {
        try (ContainerRuntime runtime = started) {
            runtime.start();
            List<Sandbox> sandboxes = runtime.sandboxes(null);
            for (Sandbox sandbox : sandboxes) {
                runtime.removeSandbox(sandbox.id());
            }
            return sandboxes.size();
        }
    }
}
