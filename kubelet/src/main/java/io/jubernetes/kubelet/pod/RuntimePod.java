package io.jubernetes.kubelet.pod;

import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Sandbox;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the runtime has of a pod. */
public record RuntimePod(List<Sandbox> sandboxes, List<Container> containers) {

    public static final RuntimePod NOTHING = new RuntimePod(List.of(), List.of());

    public RuntimePod {
        sandboxes = List.copyOf(sandboxes);
        containers = List.copyOf(containers);
    }

    public Optional<Sandbox> sandbox() {
        return sandboxes.stream().max(Comparator.comparingInt(Sandbox::attempt));
    }

    public Optional<Sandbox> readySandbox() {
        return sandbox().filter(Sandbox::ready);
    }

    /** The last attempt at a container. */
    public Optional<Container> latest(String name) {
        return ofName(name).max(ORDER);
    }

    /** The attempt before the last one. */
    public Optional<Container> previous(String name) {
        Optional<Container> latest = latest(name);
        return ofName(name)
                .filter(c -> !c.id().equals(latest.orElseThrow().id()))
                .max(ORDER);
    }

    public boolean isAnyRunning() {
        return containers.stream().anyMatch(Container::isRunning);
    }

    private java.util.stream.Stream<Container> ofName(String name) {
        return containers.stream().filter(c -> c.name().equals(name));
    }

    private static final Comparator<Container> ORDER =
            Comparator.comparingInt(Container::attempt).thenComparing(Container::createdAt);
}
