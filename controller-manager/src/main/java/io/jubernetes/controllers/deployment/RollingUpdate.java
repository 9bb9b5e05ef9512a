package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One step from the old sets to the new one: up as far as the surge allows, else down as far as enough pods stay available. What
 * is not available goes first, as it can only be in the way.
 */
final class RollingUpdate {

    private final Strategy strategy;
    private final Scaling scaling;

    RollingUpdate(Deployment deployment) {
        this.strategy = Strategy.of(deployment);
        this.scaling = new Scaling(deployment);
    }

    /** @return the step; nothing when there is none to take now */
    List<Write> step(ReplicaSet newest, List<ReplicaSet> old) {
        int size = newSize(newest, old);
        if (size != Sets.wanted(newest)) {
            return List.of(scaling.to(newest, size));
        }
        return scaleDown(newest, old);
    }

    private int newSize(ReplicaSet newest, List<ReplicaSet> old) {
        if (Sets.wanted(newest) >= strategy.replicas()) {
            return strategy.replicas();
        }
        return sizeWith(Sets.wanted(newest), Sets.wanted(newest) + Sets.sum(old, Sets::wanted));
    }

    /** How many replicas a new set has to begin with. */
    int firstSize(List<ReplicaSet> old) {
        return strategy.recreate() ? strategy.replicas() : sizeWith(0, Sets.sum(old, Sets::wanted));
    }

    private int sizeWith(int present, int total) {
        if (total >= strategy.maxTotal()) {
            return present;
        }
        return present + Math.min(strategy.maxTotal() - total, strategy.replicas() - present);
    }

    private List<Write> scaleDown(ReplicaSet newest, List<ReplicaSet> old) {
        int total = Sets.wanted(newest) + Sets.sum(old, Sets::wanted);
        int newUnavailable = Sets.wanted(newest) - certain(newest);
        int spare = total - strategy.minAvailable() - newUnavailable;
        if (spare <= 0) {
            return List.of();
        }
        Map<String, Integer> sizes = new TreeMap<>();
        old.forEach(set -> sizes.put(set.getMetadata().getName(), Sets.wanted(set)));
        dropUnavailable(old, sizes, spare);
        dropAvailable(newest, old, sizes);
        List<Write> writes = new ArrayList<>();
        for (ReplicaSet set : old) {
            int size = sizes.getOrDefault(set.getMetadata().getName(), 0);
            if (size != Sets.wanted(set)) {
                writes.add(scaling.to(set, size));
            }
        }
        return writes;
    }

    private static void dropUnavailable(List<ReplicaSet> old, Map<String, Integer> sizes, int spare) {
        int left = spare;
        for (ReplicaSet set : old) {
            int unavailable = Sets.wanted(set) - certain(set);
            int drop = Math.max(0, Math.min(left, unavailable));
            sizes.merge(set.getMetadata().getName(), -drop, Integer::sum);
            left -= drop;
        }
    }

    private void dropAvailable(ReplicaSet newest, List<ReplicaSet> old, Map<String, Integer> sizes) {
        int left = certain(newest) + Sets.sum(old, RollingUpdate::certain) - strategy.minAvailable();
        for (ReplicaSet set : old) {
            int drop = Math.max(
                    0, Math.min(left, sizes.getOrDefault(set.getMetadata().getName(), 0)));
            sizes.merge(set.getMetadata().getName(), -drop, Integer::sum);
            left -= drop;
        }
    }

    /** A set's status may be older than its size: pods that it was told to give up do not count any more. */
    private static int certain(ReplicaSet set) {
        return Math.min(Sets.available(set), Sets.wanted(set));
    }
}
