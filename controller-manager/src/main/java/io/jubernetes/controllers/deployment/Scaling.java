package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Deployment was given another size while nothing else changed, or while it is paused. One active set gets all of it; several
 * share it in proportion to their sizes, so that a rollout that is under way stays as risky as it was.
 */
final class Scaling {

    private final Deployment deployment;
    private final Strategy strategy;

    Scaling(Deployment deployment) {
        this.deployment = deployment;
        this.strategy = Strategy.of(deployment);
    }

    /** Whether the size asked for is not the one that the active sets were last made for. */
    boolean isDue(Sets sets) {
        return sets.active().stream()
                .filter(Annotations::hasDesiredReplicas)
                .anyMatch(set -> Annotations.desiredReplicas(set) != strategy.replicas());
    }

    List<Write> decide(Sets sets) {
        List<ReplicaSet> active = sets.active();
        ReplicaSet only = onlyOne(sets, active);
        if (only != null) {
            return Sets.wanted(only) == strategy.replicas() ? List.of() : List.of(to(only, strategy.replicas()));
        }
        if (sets.newest() != null && isSaturated(sets.newest())) {
            return sets.old().stream()
                    .filter(set -> Sets.wanted(set) > 0)
                    .map(set -> to(set, 0))
                    .toList();
        }
        return strategy.recreate() || active.isEmpty() ? List.of() : share(active);
    }

    private static @Nullable ReplicaSet onlyOne(Sets sets, List<ReplicaSet> active) {
        if (active.size() == 1) {
            return active.getFirst();
        }
        if (!active.isEmpty()) {
            return null;
        }
        return sets.newest() != null || sets.old().isEmpty()
                ? sets.newest()
                : sets.old().getLast();
    }

    private boolean isSaturated(ReplicaSet set) {
        return Sets.wanted(set) == strategy.replicas()
                && Annotations.desiredReplicas(set) == strategy.replicas()
                && Sets.available(set) == strategy.replicas();
    }

    private List<Write> share(List<ReplicaSet> active) {
        int allowed = strategy.replicas() > 0 ? strategy.maxTotal() : 0;
        int toAdd = allowed - Sets.sum(active, Sets::wanted);
        List<ReplicaSet> ordered =
                active.stream().sorted(largestFirst(toAdd > 0)).toList();
        int[] sizes = new int[ordered.size()];
        int added = 0;
        for (int i = 0; i < sizes.length; i++) {
            int part = proportion(ordered.get(i), toAdd, added);
            sizes[i] = Sets.wanted(ordered.get(i)) + part;
            added += part;
        }
        sizes[0] = Math.max(0, sizes[0] + toAdd - added);
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            addIfChanged(ordered.get(i), sizes[i], writes);
        }
        return writes;
    }

    private static Comparator<ReplicaSet> largestFirst(boolean newerFirst) {
        Comparator<ReplicaSet> bySize = Comparator.comparingInt(Sets::wanted).reversed();
        return bySize.thenComparing(newerFirst ? Sets.OLDEST_FIRST.reversed() : Sets.OLDEST_FIRST);
    }

    private int proportion(ReplicaSet set, int toAdd, int added) {
        if (Sets.wanted(set) == 0 || toAdd == 0 || toAdd == added) {
            return 0;
        }
        int fraction = fraction(set);
        int rest = toAdd - added;
        return toAdd > 0 ? Math.min(fraction, rest) : Math.max(fraction, rest);
    }

    private int fraction(ReplicaSet set) {
        if (strategy.replicas() == 0) {
            return -Sets.wanted(set);
        }
        int before = Annotations.maxReplicas(set);
        if (before == 0) {
            before = deployment.getStatus() == null
                    ? 0
                    : Sets.number(deployment.getStatus().getReplicas());
        }
        if (before == 0) {
            return 0;
        }
        double scaled = (double) Sets.wanted(set) * strategy.maxTotal() / before;
        return (int) Math.round(scaled) - Sets.wanted(set);
    }

    private void addIfChanged(ReplicaSet set, int size, List<Write> writes) {
        Map<String, String> annotations = annotations(set);
        if (size != Sets.wanted(set) || !annotations.equals(Annotations.of(set))) {
            writes.add(new Write.Scale(set, size, annotations));
        }
    }

    /** The set, with another size and the notes that go with it. */
    Write to(ReplicaSet set, int size) {
        return new Write.Scale(set, size, annotations(set));
    }

    private Map<String, String> annotations(ReplicaSet set) {
        return Annotations.withScale(Annotations.of(set), strategy.replicas(), strategy.maxTotal());
    }
}
