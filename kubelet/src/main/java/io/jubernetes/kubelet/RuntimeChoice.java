package io.jubernetes.kubelet;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.hollow.HollowConfig;
import io.jubernetes.kubelet.runtime.hollow.HollowRuntime;
import io.jubernetes.kubelet.runtime.process.ProcessConfig;
import io.jubernetes.kubelet.runtime.process.ProcessRuntime;

/**
 * The runtime that a node was given, and why in one sentence: to be printed when the node starts.
 */
public record RuntimeChoice(ContainerRuntime runtime, String reason) {

    /**
     * Makes a runtime by its name.
     *
     * @param name {@code auto}, {@code process} or {@code hollow}
     * @throws IllegalArgumentException when there is no runtime of this name
     */
    public static RuntimeChoice of(String name, RuntimeSettings settings, Environment environment)
            throws InterruptedException {
        ProcessConfig process = new ProcessConfig(settings.directory(), false);
        return switch (name) {
            case "hollow" ->
                new RuntimeChoice(
                        new HollowRuntime(HollowConfig.DEFAULT, environment),
                        "runtime hollow, as asked for: pods are only pretended");
            case "process" -> {
                ProcessRuntime runtime = new ProcessRuntime(process, environment);
                yield new RuntimeChoice(runtime, "runtime process, as asked for (" + runtime.describe() + ")");
            }
            case "auto" -> {
                ProcessRuntime runtime = new ProcessRuntime(process, environment);
                yield new RuntimeChoice(
                        runtime,
                        "runtime process, chosen by itself because it works on every machine (" + runtime.describe()
                                + ")");
            }
            default -> throw new IllegalArgumentException("runtime: " + name + " (expected: auto, process or hollow)");
        };
    }
}
