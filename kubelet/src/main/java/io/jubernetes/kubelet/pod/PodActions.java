package io.jubernetes.kubelet.pod;

import io.jubernetes.kubelet.runtime.Container;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a pod now.
 *
 * @param newSandbox it needs a sandbox, in place of the ones it has
 * @param sandboxAttempt the attempt of the new sandbox
 * @param start the names of containers to start, in order
 * @param kill containers to end first, each with the reason
 */
public record PodActions(boolean newSandbox, int sandboxAttempt, List<String> start, List<Kill> kill) {

    public static final PodActions NONE = new PodActions(false, 0, List.of(), List.of());

    public PodActions {
        start = List.copyOf(start);
        kill = List.copyOf(kill);
    }

    PodActions with(List<Kill> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Kill> all = new ArrayList<>(kill);
        all.addAll(more);
        return new PodActions(newSandbox, sandboxAttempt, start, all);
    }

    /**
     * A container that has to end.
     *
     * @param message for its owner
     * @param grace how long it has for that; null for the pod's
     */
    public record Kill(
            Container container, String message, @Nullable Duration grace) {}
}
