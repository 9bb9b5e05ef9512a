package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
import io.jubernetes.kubelet.runtime.Sandbox;
import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pods and what a runtime may have of them, written shortly. */
final class TestPods {

    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final PodIdentity ID = new PodIdentity("default", "web", "uid-1");

    private TestPods() {}

    /** A pod with init containers {@code i1 …} and containers {@code a, b …}. */
    static Pod pod(String policy, int init, int main) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("web")
                .withUid("uid-1")
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy(policy)
                .endSpec();
        for (int i = 1; i <= init; i++) {
            pod.editSpec()
                    .addNewInitContainer()
                    .withName("i" + i)
                    .withImage("x")
                    .endInitContainer()
                    .endSpec();
        }
        for (int i = 0; i < main; i++) {
            pod.editSpec()
                    .addNewContainer()
                    .withName(String.valueOf((char) ('a' + i)))
                    .withImage("x")
                    .endContainer()
                    .endSpec();
        }
        return pod.build();
    }

    /**
     * What a runtime has: {@code ready} or {@code gone} for the sandbox, then {@code NAME=STATE} with {@code run}, {@code new} or an
     * exit code; a name that comes again is its next attempt.
     */
    static RuntimePod runtime(String text) {
        if (text.isBlank()) {
            return RuntimePod.NOTHING;
        }
        String[] words = text.split(" ");
        Sandbox sandbox =
                new Sandbox("s", ID, 0, words[0].equals("ready"), T0, List.of("10.0.0.2"), Map.of(), Map.of());
        List<Container> containers = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            String[] parts = words[i].split("=");
            int attempt = (int)
                    containers.stream().filter(c -> c.name().equals(parts[0])).count();
            containers.add(container(parts[0], attempt, state(parts[1])));
        }
        return new RuntimePod(List.of(sandbox), containers);
    }

    private static State state(String text) {
        return switch (text) {
            case "run" -> new State.Running(T0);
            case "new" -> new State.Created();
            default -> {
                int code = Integer.parseInt(text);
                yield new State.Exited(T0, T0.plusSeconds(1), code, code == 0 ? "Completed" : "Error", "");
            }
        };
    }

    private static Container container(String name, int attempt, State state) {
        String id = name + attempt;
        return new Container(id, "s", ID, name, attempt, "x", "x", state, T0, Map.of(), Map.of(), Path.of("log"));
    }
}
