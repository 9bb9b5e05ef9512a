package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.controllers.ownership.LiveOwner;
import io.jubernetes.controllers.ownership.Owners;
import io.jubernetes.controllers.ownership.WrittenObjects;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries out what was decided for a Deployment. */
final class DeploymentWrites {

    private final ResourceClient<Deployment> deployments;
    private final LiveOwner<Deployment> live;
    private final ResourceClient<ReplicaSet> sets;
    private final EventRecorder events;
    private final WrittenObjects<ReplicaSet> written = new WrittenObjects<>();

    DeploymentWrites(ApiClient client, EventRecorder events) {
        this.deployments = client.resources(Deployment.class);
        this.live = new LiveOwner<>(deployments);
        this.sets = client.resources(ReplicaSet.class);
        this.events = events;
    }

    /** Whether the cache shows what was written here. */
    boolean areIn(List<ReplicaSet> cached) {
        return written.areIn(cached);
    }

    /** Does nothing for a Deployment that is to get a new set and is gone: the cache will come to know. */
    void carryOut(Deployment deployment, List<Write> writes, Instant now) {
        if (writes.stream().anyMatch(Write.CreateSet.class::isInstance) && !live.isStillThere(deployment)) {
            return;
        }
        Deployment current = deployment;
        for (Write write : writes) {
            switch (write) {
                case Write.CreateSet(ReplicaSet set) -> create(current, set, now);
                case Write.Scale scale -> scale(current, scale);
                case Write.Annotate annotate -> annotate(annotate);
                case Write.DeleteSet(ReplicaSet set) -> delete(set);
                case Write.SetRevision(String revision) -> current = revise(current, revision);
                case Write.SetStatus(DeploymentStatus status) -> current = setStatus(current, status);
            }
        }
    }

    private void create(Deployment deployment, ReplicaSet set, Instant now) {
        String name = set.getMetadata().getName();
        try {
            ReplicaSet created = sets.create(set);
            int size = Sets.wanted(created);
            if (size > 0) {
                events.normal(deployment, "ScalingReplicaSet", "Scaled up replica set " + name + " from 0 to " + size);
            }
        } catch (ApiException e) {
            if (e.is(StatusReason.AlreadyExists)) {
                resolveCollision(deployment, set);
            } else {
                failedToCreate(deployment, name, e, now);
                throw e;
            }
        }
    }

    /** The name is taken: by the very set, which the cache does not show yet, or by another one with the same hash. */
    private void resolveCollision(Deployment deployment, ReplicaSet set) {
        Optional<ReplicaSet> existing =
                sets.find(set.getMetadata().getNamespace(), set.getMetadata().getName());
        boolean isOurs = existing.isPresent()
                && Owners.isControlledBy(existing.get(), deployment)
                && Sets.sameTemplate(
                        existing.get().getSpec().getTemplate(),
                        deployment.getSpec().getTemplate());
        if (!isOurs) {
            DeploymentStatus status = deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
            int count = Sets.number(status.getCollisionCount()) + 1;
            setStatus(
                    deployment,
                    new DeploymentStatusBuilder(status)
                            .withCollisionCount(count)
                            .build());
            throw new HashCollision();
        }
    }

    /** Another name is tried with the new count. */
    static final class HashCollision extends RuntimeException {
        HashCollision() {
            super("the name of the new replica set is taken");
        }
    }

    private void failedToCreate(Deployment deployment, String name, ApiException e, Instant now) {
        String message = "Failed to create new replica set \"" + name + "\": " + e.getMessage();
        events.warning(deployment, "ReplicaSetCreateError", message);
        if (new Progress(deployment, now).hasDeadline()) {
            StatusOf status = new StatusOf(deployment, new Sets(null, List.of()), now);
            DeploymentStatus present = deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
            Conditions conditions = new Conditions(present.getConditions(), now);
            conditions.set(Conditions.PROGRESSING, "False", "ReplicaSetCreateError", String.valueOf(e.getMessage()));
            setStatus(deployment, status.with(present, conditions));
        }
    }

    private void scale(Deployment deployment, Write.Scale scale) {
        ReplicaSet set = scale.set();
        written.note(sets.update(new ReplicaSetBuilder(set)
                .editMetadata()
                .withAnnotations(scale.annotations())
                .endMetadata()
                .editSpec()
                .withReplicas(scale.replicas())
                .endSpec()
                .build()));
        int before = Sets.wanted(set);
        if (before != scale.replicas()) {
            String direction = before < scale.replicas() ? "up" : "down";
            events.normal(
                    deployment,
                    "ScalingReplicaSet",
                    "Scaled " + direction + " replica set " + set.getMetadata().getName() + " from " + before + " to "
                            + scale.replicas());
        }
    }

    private void annotate(Write.Annotate annotate) {
        sets.update(new ReplicaSetBuilder(annotate.set())
                .editMetadata()
                .withAnnotations(annotate.annotations())
                .endMetadata()
                .editSpec()
                .withMinReadySeconds(annotate.minReadySeconds())
                .endSpec()
                .build());
    }

    private void delete(ReplicaSet set) {
        written.forget(Key.of(set));
        try {
            sets.delete(
                    set.getMetadata().getNamespace(),
                    set.getMetadata().getName(),
                    DeleteOptions.DEFAULT.ifUid(set.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }

    private Deployment revise(Deployment deployment, String revision) {
        return deployments.update(new DeploymentBuilder(deployment)
                .editMetadata()
                .addToAnnotations(Annotations.REVISION, revision)
                .endMetadata()
                .build());
    }

    private Deployment setStatus(Deployment deployment, DeploymentStatus status) {
        return deployments.updateStatus(
                new DeploymentBuilder(deployment).withStatus(status).build());
    }
}
