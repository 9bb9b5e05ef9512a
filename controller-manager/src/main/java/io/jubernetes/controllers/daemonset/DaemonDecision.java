package io.jubernetes.controllers.daemonset;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatusBuilder;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which nodes get a pod, and which pods go: first to have one on each fit node, then to roll to the present template. */
final class DaemonDecision {

    private final DaemonSet set;
    private final String hash;
    private final Instant now;
    private final Map<String, NodeFit> fits = new TreeMap<>();
    private final Map<String, List<Pod>> byNode;
    private final DaemonFacts.Bounds bounds;

    DaemonDecision(DaemonSet set, String hash, List<Node> nodes, List<Pod> pods, Instant now) {
        this.set = set;
        this.hash = hash;
        this.now = now;
        this.byNode = DaemonFacts.byNode(pods);
        PodSpec common = DaemonPods.common(set);
        nodes.forEach(node -> fits.put(node.getMetadata().getName(), NodeFit.of(common, node)));
        this.bounds = DaemonFacts.bounds(set, desired());
    }

    /**
     * What to do.
     *
     * @param create the nodes that get a pod
     * @param ended of the pods to delete, those that came to their end by themselves
     */
    record Plan(List<String> create, List<Pod> delete, List<Pod> ended) {
        boolean isEmpty() {
            return create.isEmpty() && delete.isEmpty() && ended.isEmpty();
        }
    }

    private int desired() {
        return (int) fits.values().stream().filter(NodeFit::mayStart).count();
    }

    /** The rollout goes on when nothing else is to be done. */
    Plan decide() {
        Plan place = place();
        return place.isEmpty() && !DaemonFacts.isOnDelete(set) ? roll() : place;
    }

    private Plan place() {
        Plan plan = new Plan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        fits.forEach((node, fit) -> {
            List<Pod> pods = byNode.getOrDefault(node, List.of());
            if (!fit.mayStay()) {
                pods.stream().filter(pod -> !PodFacts.isBeingDeleted(pod)).forEach(plan.delete::add);
            } else if (!pods.isEmpty()) {
                placeOn(node, fit, pods, plan);
            } else if (fit.mayStart()) {
                plan.create.add(node);
            }
        });
        return plan;
    }

    private void placeOn(String node, NodeFit fit, List<Pod> pods, Plan plan) {
        List<Pod> living = new ArrayList<>();
        for (Pod pod : pods) {
            if (!PodFacts.isBeingDeleted(pod)) {
                (PodFacts.isTerminal(pod) ? plan.ended : living).add(pod);
            }
        }
        if (bounds.surge() == 0) {
            plan.delete.addAll(living.subList(Math.min(1, living.size()), living.size()));
        } else if (living.isEmpty() && fit.mayStart()) {
            plan.create.add(node);
        } else if (living.size() > 1) {
            prune(living, plan);
        }
    }

    /** Two pods may share a node while the new one becomes available. */
    private void prune(List<Pod> living, Plan plan) {
        Pod oldest = first(living, false);
        Pod newest = first(living, true);
        living.stream()
                .filter(pod -> !pod.equals(oldest) && !pod.equals(newest))
                .forEach(plan.delete::add);
        if (oldest != null && newest != null && (!PodFacts.isReady(oldest) || isAvailable(newest))) {
            plan.delete.add(oldest);
        }
    }

    private @Nullable Pod first(List<Pod> living, boolean updated) {
        return living.stream()
                .filter(pod -> DaemonFacts.isUpdated(pod, hash) == updated)
                .findFirst()
                .orElse(null);
    }

    private Plan roll() {
        List<Pod> unavailable = new ArrayList<>();
        List<Pod> candidates = new ArrayList<>();
        int busy = 0;
        for (List<Pod> pods : byNode.values()) {
            List<Pod> living =
                    pods.stream().filter(pod -> !PodFacts.isBeingDeleted(pod)).toList();
            boolean isOld = living.size() == 1 && !DaemonFacts.isUpdated(living.getFirst(), hash);
            if (isOld) {
                (isAvailable(living.getFirst()) ? candidates : unavailable).add(living.getFirst());
            } else if (bounds.surge() > 0 ? living.size() > 1 : living.size() != 1 || !isAvailable(living.getFirst())) {
                busy++;
            }
        }
        int free = Math.max(0, (bounds.surge() > 0 ? bounds.surge() : bounds.unavailable()) - busy);
        List<Pod> turn = new ArrayList<>(unavailable);
        turn.addAll(candidates.subList(0, Math.min(free, candidates.size())));
        return bounds.surge() > 0
                ? new Plan(turn.stream().map(this::node).toList(), List.of(), List.of())
                : new Plan(List.of(), turn, List.of());
    }

    private String node(Pod pod) {
        return String.valueOf(NodeFit.target(pod));
    }

    private boolean isAvailable(Pod pod) {
        return PodFacts.isAvailable(pod, DaemonFacts.minReadySeconds(set), now);
    }

    DaemonSetStatus status(int collisions) {
        List<Pod> placed = new ArrayList<>();
        int misplaced = 0;
        for (Map.Entry<String, NodeFit> node : fits.entrySet()) {
            List<Pod> pods = byNode.getOrDefault(node.getKey(), List.of());
            if (!pods.isEmpty() && node.getValue().mayStart()) {
                placed.add(pods.getFirst());
            } else if (!pods.isEmpty()) {
                misplaced++;
            }
        }
        int available = (int) placed.stream().filter(this::isAvailable).count();
        return new DaemonSetStatusBuilder(DaemonFacts.status(set))
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withDesiredNumberScheduled(desired())
                .withCurrentNumberScheduled(placed.size())
                .withNumberMisscheduled(misplaced)
                .withNumberReady((int) placed.stream().filter(PodFacts::isReady).count())
                .withUpdatedNumberScheduled((int) placed.stream()
                        .filter(pod -> DaemonFacts.isUpdated(pod, hash))
                        .count())
                .withNumberAvailable(available)
                .withNumberUnavailable(desired() - available)
                .withCollisionCount(collisions)
                .build();
    }
}
