package io.jubernetes.jube.command;

import io.jubernetes.jube.cluster.ClusterPki;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.jube.console.Console;
import io.jubernetes.kubelet.KubeletConfig;
import io.jubernetes.kubelet.settings.ConfigurationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of commands that run node agents. */
final class NodeOptions {

    private static final int MOST_NODES = 250;

    @Option(
            names = "--runtime",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "auto, cri (containerd or CRI-O), oci (containers from images, by runc or crun; oci:crun or oci:runc says"
                            + " which), process (containers are processes) or hollow (simulated) (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String runtime;

    @Option(
            names = "--container-runtime-endpoint",
            paramLabel = "SOCKET",
            defaultValue = "",
            description = "Where containerd or CRI-O listens, unix:///path (default: the usual places).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String runtimeEndpoint;

    @Option(
            names = {"--kubelet-config", "--config"},
            paramLabel = "FILE",
            description =
                    "A KubeletConfiguration: thresholds of eviction, what is kept for the system, time to end when the node"
                            + " shuts down (default: none).")
    @Nullable
    private Path configuration;

    @Option(
            names = {"--node-name", "--hostname-override"},
            paramLabel = "NAME",
            description = "The node's name (default: this machine's).")
    @Nullable
    private String nodeName;

    String runtime() {
        return runtime;
    }

    String runtimeEndpoint() {
        return runtimeEndpoint;
    }

    /** What the file says; the usual settings without one. */
    UnaryOperator<KubeletConfig> settings() {
        Path named = configuration;
        if (named == null) {
            return UnaryOperator.identity();
        }
        try {
            ConfigurationFile file = ConfigurationFile.read(Files.readString(named));
            if (!file.ignored().isEmpty()) {
                Console.standard()
                        .progress("--kubelet-config: without effect here: " + String.join(", ", file.ignored()));
            }
            return config -> config.with(file);
        } catch (IOException e) {
            throw new CommandFailedException("--kubelet-config: " + named + " cannot be read");
        } catch (RuntimeException e) {
            throw new CommandFailedException("--kubelet-config: " + named + ": " + e.getMessage());
        }
    }

    String nodeName() {
        return nodeName == null ? ClusterPki.hostName() : nodeName;
    }

    /** Names of so many nodes on this machine. */
    List<String> nodeNames(int count) {
        if (count < 1 || count > MOST_NODES) {
            throw new CommandFailedException("--nodes: " + count + " (expected: 1 to " + MOST_NODES + ")");
        }
        String first = nodeName();
        return count == 1
                ? List.of(first)
                : IntStream.rangeClosed(1, count).mapToObj(i -> first + "-" + i).toList();
    }
}
