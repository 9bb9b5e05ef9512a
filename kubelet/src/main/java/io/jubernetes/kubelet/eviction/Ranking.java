package io.jubernetes.kubelet.eviction;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which pod goes first when the node runs short: who uses more than it asked for, then who matters less, then who uses most. */
public final class Ranking {

    private static final int CRITICAL = 2_000_000_000;

    private Ranking() {}

    /**
     * A pod and what it has of the resource that is short.
     *
     * @param request what it asked for
     */
    public record Candidate(Pod pod, long usage, long request) {

        boolean exceeds() {
            return usage > request;
        }

        int priority() {
            Integer priority = pod.getSpec().getPriority();
            return priority == null ? 0 : priority;
        }

        boolean isCritical() {
            return priority() >= CRITICAL
                    || (pod.getMetadata().getAnnotations() != null
                            && pod.getMetadata().getAnnotations().containsKey("kubernetes.io/config.mirror"));
        }
    }

    /** The pod to evict; none when only those are left without which the node is none. */
    public static Optional<Candidate> first(List<Candidate> candidates) {
        return candidates.stream()
                .filter(c -> !c.isCritical())
                .min(Comparator.comparing(Candidate::exceeds)
                        .reversed()
                        .thenComparing(Candidate::priority)
                        .thenComparing(c -> c.request() - c.usage())
                        .thenComparing(c -> c.pod().getMetadata().getUid()));
    }
}
