package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.jubernetes.controllers.Fixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A Deployment and its sets in memory: decisions are carried out at once; pods come up when the test says so. */
final class Rollout {

    Deployment deployment;
    Instant now = Fixtures.NOW;
    final Map<String, ReplicaSet> sets = new TreeMap<>();
    private int created;

    Rollout(Deployment deployment) {
        this.deployment = deployment;
    }

    /** Decides and carries out; returns what was decided. */
    List<Write> step() {
        List<Write> writes =
                new DeploymentDecision(deployment, new ArrayList<>(sets.values()), List.of(), now).decide();
        writes.forEach(this::apply);
        return writes;
    }

    void settle() {
        for (int i = 0; i < 50 && !step().isEmpty(); i++) {
            // until nothing is left to do
        }
    }

    /** All pods of all sets are as asked for, and available. */
    void podsComeUp() {
        sets.replaceAll((_, set) -> status(set, Sets.wanted(set)));
    }

    /** Pods beyond the wanted number go; of the rest so many more are available. */
    void available(String name, int count) {
        ReplicaSet set = sets.get(name);
        if (set != null) {
            sets.put(name, status(set, Math.min(count, Sets.wanted(set))));
        }
    }

    /** The set's status says so, whatever its size. */
    void reports(String name, int available) {
        sets.computeIfPresent(name, (_, set) -> status(set, available));
    }

    void update(Deployment changed) {
        Long generation = deployment.getMetadata().getGeneration();
        deployment = new DeploymentBuilder(changed)
                .editMetadata()
                .withAnnotations(deployment.getMetadata().getAnnotations())
                .withGeneration(generation == null ? 1 : generation + 1)
                .endMetadata()
                .withStatus(deployment.getStatus())
                .build();
    }

    ReplicaSet newest() {
        ReplicaSet newest = Sets.of(deployment, new ArrayList<>(sets.values())).newest();
        return Objects.requireNonNull(newest, "there is no set for the present template");
    }

    private static ReplicaSet status(ReplicaSet set, int available) {
        return new ReplicaSetBuilder(set)
                .withNewStatus()
                .withReplicas(Sets.wanted(set))
                .withReadyReplicas(available)
                .withAvailableReplicas(available)
                .withObservedGeneration(1L)
                .endStatus()
                .build();
    }

    private void apply(Write write) {
        switch (write) {
            case Write.CreateSet(ReplicaSet set) ->
                put(new ReplicaSetBuilder(set)
                        .editMetadata()
                        .withUid("uid-" + set.getMetadata().getName())
                        .withGeneration(1L)
                        .withCreationTimestamp(now.plusSeconds(created++).toString())
                        .endMetadata()
                        .build());
            case Write.Scale(ReplicaSet set, int replicas, var annotations) ->
                put(new ReplicaSetBuilder(set)
                        .editMetadata()
                        .withAnnotations(annotations)
                        .endMetadata()
                        .editSpec()
                        .withReplicas(replicas)
                        .endSpec()
                        .build());
            case Write.Annotate(ReplicaSet set, var annotations, int _) ->
                put(new ReplicaSetBuilder(set)
                        .editMetadata()
                        .withAnnotations(annotations)
                        .endMetadata()
                        .build());
            case Write.DeleteSet(ReplicaSet set) ->
                sets.remove(set.getMetadata().getName());
            case Write.SetRevision(String revision) ->
                deployment = new DeploymentBuilder(deployment)
                        .editMetadata()
                        .addToAnnotations(Annotations.REVISION, revision)
                        .endMetadata()
                        .build();
            case Write.SetStatus(var status) ->
                deployment =
                        new DeploymentBuilder(deployment).withStatus(status).build();
        }
    }

    private void put(ReplicaSet set) {
        sets.put(set.getMetadata().getName(), set);
    }
}
