package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.hollow.HollowConfig;
import io.jubernetes.kubelet.runtime.hollow.HollowRuntime;
import io.jubernetes.kubelet.runtime.process.ProcessConfig;
import io.jubernetes.kubelet.runtime.process.ProcessRuntime;
import java.nio.file.Path;

/**
 * The container runtime of a node, and the line that says why it is this one.
 *
 * @param explanation for the person at the terminal
 */
public record RuntimeChoice(ContainerRuntime runtime, String explanation) {

    /**
     * Makes the runtime of a name.
     *
     * @param name {@code auto}, {@code process} or {@code hollow}
     * @param directory where the runtime keeps its state
     */
    public static RuntimeChoice of(String name, Path directory, Environment environment) throws InterruptedException {
        return switch (name) {
            case "auto" -> process(directory, environment, "chosen by auto: containers are processes of this machine");
            case "process" -> process(directory, environment, "containers are processes of this machine");
            case "hollow" -> new RuntimeChoice(
                    new HollowRuntime(HollowConfig.DEFAULT, environment), "hollow: containers are simulated, nothing runs");
            case "cri", "oci" -> throw new CommandFailedException("--runtime " + name
                    + " is not part of this version; use --runtime process, or hollow for simulated nodes");
            default -> throw new CommandFailedException(
                    "--runtime: " + name + " (expected: auto, process or hollow)");
        };
    }

    private static RuntimeChoice process(Path directory, Environment environment, String why)
            throws InterruptedException {
        ProcessRuntime runtime = new ProcessRuntime(new ProcessConfig(directory, false), environment);
        return new RuntimeChoice(runtime, "process (" + why + "; " + runtime.describe() + ")");
    }
}
