package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Deployment's ReplicaSets: the one with its present template, if there is one, and the others, oldest first.
 */
record Sets(@Nullable ReplicaSet newest, List<ReplicaSet> old) {

    static final String HASH_LABEL = "pod-template-hash";

    static final Comparator<ReplicaSet> OLDEST_FIRST = Comparator.<ReplicaSet, String>comparing(
                    set -> String.valueOf(set.getMetadata().getCreationTimestamp()))
            .thenComparing(set -> set.getMetadata().getName());

    static Sets of(Deployment deployment, List<ReplicaSet> owned) {
        List<ReplicaSet> sorted = owned.stream().sorted(OLDEST_FIRST).toList();
        ReplicaSet newest = sorted.stream()
                .filter(set -> sameTemplate(
                        set.getSpec().getTemplate(), deployment.getSpec().getTemplate()))
                .findFirst()
                .orElse(null);
        String uid = newest == null ? "" : newest.getMetadata().getUid();
        List<ReplicaSet> old = sorted.stream()
                .filter(set -> !set.getMetadata().getUid().equals(uid))
                .toList();
        return new Sets(newest, old);
    }

    /** The hash that a ReplicaSet's template carries is not part of what the user asked for. */
    static boolean sameTemplate(PodTemplateSpec a, PodTemplateSpec b) {
        return withoutHash(a).equals(withoutHash(b));
    }

    private static PodTemplateSpec withoutHash(PodTemplateSpec template) {
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .removeFromLabels(HASH_LABEL)
                .endMetadata()
                .build();
    }

    List<ReplicaSet> all() {
        if (newest == null) {
            return old;
        }
        return Stream.concat(old.stream(), Stream.of(newest)).toList();
    }

    /** Those that should have pods. */
    List<ReplicaSet> active() {
        return all().stream().filter(set -> wanted(set) > 0).toList();
    }

    long maxOldRevision() {
        return old.stream().mapToLong(Annotations::revision).max().orElse(0);
    }

    static int sum(List<ReplicaSet> sets, ToIntFunction<ReplicaSet> count) {
        return sets.stream().mapToInt(count).sum();
    }

    static int wanted(ReplicaSet set) {
        Integer replicas = set.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    static int present(ReplicaSet set) {
        return set.getStatus() == null ? 0 : number(set.getStatus().getReplicas());
    }

    static int ready(ReplicaSet set) {
        return set.getStatus() == null ? 0 : number(set.getStatus().getReadyReplicas());
    }

    static int available(ReplicaSet set) {
        return set.getStatus() == null ? 0 : number(set.getStatus().getAvailableReplicas());
    }

    static int terminating(ReplicaSet set) {
        return set.getStatus() == null ? 0 : number(set.getStatus().getTerminatingReplicas());
    }

    static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
