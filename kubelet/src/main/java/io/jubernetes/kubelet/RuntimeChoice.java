package io.jubernetes.kubelet;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.cri.CriRuntime;
import io.jubernetes.kubelet.runtime.cri.CriSockets;
import io.jubernetes.kubelet.runtime.hollow.HollowConfig;
import io.jubernetes.kubelet.runtime.hollow.HollowRuntime;
import io.jubernetes.kubelet.runtime.oci.OciConfig;
import io.jubernetes.kubelet.runtime.oci.OciRuntime;
import io.jubernetes.kubelet.runtime.process.ProcessConfig;
import io.jubernetes.kubelet.runtime.process.ProcessRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runtime that a node was given, and why in one sentence: to be printed when the node starts.
 */
public record RuntimeChoice(ContainerRuntime runtime, String reason) {

    /**
     * Makes a runtime by its name.
     *
     * @param name {@code auto}, {@code cri}, {@code oci} ({@code oci:runc} and {@code oci:crun} say by which program), {@code
     *     process} or {@code hollow}
     * @throws IllegalArgumentException when there is no runtime of this name
     * @throws RuntimeFailure when the one that was asked for does not work here
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
            case "cri" -> {
                CriRuntime runtime = CriSockets.connect(settings.endpoint(), settings.directory(), environment);
                yield new RuntimeChoice(runtime, "runtime cri, as asked for (" + runtime.describe() + ")");
            }
            case "oci", "oci:runc", "oci:crun" -> {
                String program = name.substring(name.indexOf(':') + 1);
                OciConfig oci = OciConfig.of(settings.directory()).with(program.equals(name) ? "" : program);
                OciRuntime runtime = new OciRuntime(oci, environment);
                yield new RuntimeChoice(runtime, "runtime oci, as asked for (" + runtime.describe() + ")");
            }
            case "auto" -> auto(settings, process, environment);
            default ->
                throw new IllegalArgumentException(
                        "runtime: " + name + " (expected: auto, cri, oci, process or hollow)");
        };
    }

    /**
     * A daemon that works is there to be used. Who has images on a node without one wants containers; who has none has pods that
     * are processes, which work everywhere. A node stays with what its pods run by.
     */
    private static RuntimeChoice auto(RuntimeSettings settings, ProcessConfig process, Environment environment)
            throws InterruptedException {
        CriSockets.Search search = CriSockets.search(settings.endpoint(), settings.directory(), environment);
        Optional<CriRuntime> found = search.found();
        if (found.isPresent()) {
            return new RuntimeChoice(
                    found.get(),
                    "runtime cri, chosen by itself because " + found.get().describe() + " answers");
        }
        List<String> reasons = new ArrayList<>(search.reasons());
        reasons.replaceAll(reason -> "not cri: " + reason);
        OciConfig oci = OciConfig.of(settings.directory());
        boolean hasProcesses = isFilled(process.root().resolve("containers"));
        if (!hasProcesses && isFilled(oci.images().resolve("images"))) {
            try {
                OciRuntime runtime = new OciRuntime(oci, environment);
                return new RuntimeChoice(
                        runtime,
                        "runtime oci, chosen by itself because the node has images (" + runtime.describe() + ")"
                                + (reasons.isEmpty() ? "" : "; " + String.join("; ", reasons)));
            } catch (RuntimeFailure e) {
                reasons.add("not oci: " + e.text());
            }
        } else if (OciRuntime.isPossible()) {
            reasons.add(
                    hasProcesses
                            ? "not oci: the node has pods that are processes"
                            : "not oci: the node has no images yet (jube image pull, jube image import)");
        }
        ProcessRuntime runtime = new ProcessRuntime(process, environment);
        return new RuntimeChoice(
                runtime,
                "runtime process, chosen by itself because it works on every machine (" + runtime.describe() + ")"
                        + (reasons.isEmpty() ? "" : "; " + String.join("; ", reasons)));
    }

    private static boolean isFilled(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.findAny().isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
