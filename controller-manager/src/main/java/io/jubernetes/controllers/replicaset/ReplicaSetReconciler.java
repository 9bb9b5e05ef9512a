package io.jubernetes.controllers.replicaset;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.ownership.Adoption;
import io.jubernetes.controllers.ownership.Claim;
import io.jubernetes.controllers.ownership.Expectations;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.ownership.Owners;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings one ReplicaSet's pods to the number that is wanted. */
final class ReplicaSetReconciler implements Reconciler {

    private final Environment environment;
    private final Caches caches;
    private final ResourceClient<ReplicaSet> client;
    private final Adoption<ReplicaSet, Pod> adoption;
    private final Expectations<Pod> expectations;
    private final PodWrites writes;

    private record Caches(Informer<ReplicaSet> sets, Informer<Pod> pods) {}

    private ReplicaSetReconciler(
            ControllerContext context, Caches caches, Expectations<Pod> expectations, PodWrites writes) {
        this.environment = context.environment();
        this.caches = caches;
        this.client = context.client().resources(ReplicaSet.class);
        this.adoption = new Adoption<>(client, context.client().resources(Pod.class));
        this.expectations = expectations;
        this.writes = writes;
    }

    static ReplicaSetReconciler create(
            ControllerContext context, Informer<ReplicaSet> sets, Informer<Pod> pods, EventRecorder events) {
        Expectations<Pod> expectations = new Expectations<>(context.environment(), pods);
        PodWrites writes = new PodWrites(context.environment(), context.client(), events, expectations);
        return new ReplicaSetReconciler(context, new Caches(sets, pods), expectations, writes);
    }

    @Override
    public Result reconcile(Key key) throws InterruptedException {
        ReplicaSet set = caches.sets.get(key.namespace(), key.name());
        if (set == null) {
            expectations.forget(key);
            return Result.done();
        }
        boolean cacheIsCurrent = expectations.areMet(key);
        List<Pod> owned = adoption.settle(set, Claim.of(set, set.getSpec().getSelector(), candidates(set)));
        RuntimeException failure = null;
        ReplicaSetDecision decision = null;
        if (cacheIsCurrent && set.getMetadata().getDeletionTimestamp() == null) {
            decision =
                    ReplicaSetDecision.decide(set, ReplicaSetDecision.active(owned), related(set), environment.now());
            failure = carryOut(set, decision);
        }
        writeStatus(set, owned, decision, failure);
        if (failure != null) {
            throw failure;
        }
        return cacheIsCurrent ? nextLook(set, owned) : Result.requeueAfter(Expectations.PATIENCE);
    }

    private @Nullable RuntimeException carryOut(ReplicaSet set, ReplicaSetDecision decision)
            throws InterruptedException {
        return decision.create() > 0 ? writes.create(set, decision.create()) : writes.delete(set, decision.delete());
    }

    /** Pods that belong to the set, and pods that belong to nobody. */
    private List<Pod> candidates(ReplicaSet set) {
        List<Pod> candidates = new ArrayList<>(
                caches.pods.byIndex(Owners.INDEX, set.getMetadata().getUid()));
        if (!LabelMatch.isEmpty(set.getSpec().getSelector())) {
            candidates.addAll(caches.pods.byIndex(
                    Owners.INDEX, Owners.orphansIn(set.getMetadata().getNamespace())));
        }
        return candidates;
    }

    /** The pods of all sets with the same owner: during a rollout the old and the new ones spread together. */
    private List<Pod> related(ReplicaSet set) {
        OwnerReference owner = Owners.controllerOf(set);
        if (owner == null) {
            return caches.pods.byIndex(Owners.INDEX, set.getMetadata().getUid());
        }
        return caches.sets.byIndex(Owners.INDEX, owner.getUid()).stream()
                .flatMap(sibling ->
                        caches.pods.byIndex(Owners.INDEX, sibling.getMetadata().getUid()).stream())
                .toList();
    }

    private void writeStatus(
            ReplicaSet set,
            List<Pod> owned,
            @Nullable ReplicaSetDecision decision,
            @Nullable RuntimeException failure) {
        ReplicaSetStatusOf.Failure reported = null;
        if (failure != null && decision != null) {
            String reason = decision.create() > 0 ? "FailedCreate" : "FailedDelete";
            reported = new ReplicaSetStatusOf.Failure(reason, String.valueOf(failure.getMessage()));
        }
        ReplicaSetStatus status = ReplicaSetStatusOf.compute(set, owned, reported, now());
        if (!sameStatus(set.getStatus(), status)) {
            client.updateStatus(new ReplicaSetBuilder(set).withStatus(status).build());
        }
    }

    /** The server leaves zeros out, so absent and zero are the same. */
    private static boolean sameStatus(@Nullable ReplicaSetStatus old, ReplicaSetStatus status) {
        return old != null
                && count(old.getReplicas()) == count(status.getReplicas())
                && count(old.getFullyLabeledReplicas()) == count(status.getFullyLabeledReplicas())
                && count(old.getReadyReplicas()) == count(status.getReadyReplicas())
                && count(old.getAvailableReplicas()) == count(status.getAvailableReplicas())
                && count(old.getTerminatingReplicas()) == count(status.getTerminatingReplicas())
                && Objects.equals(old.getObservedGeneration(), status.getObservedGeneration())
                && old.getConditions().equals(status.getConditions());
    }

    private static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    /** Nothing changes when a ready pod has been ready for long enough, so time itself must bring us back. */
    private Result nextLook(ReplicaSet set, List<Pod> owned) {
        int minReadySeconds = ReplicaSetDecision.minReadySeconds(set);
        return owned.stream()
                .filter(PodFacts::isActive)
                .map(pod -> PodFacts.untilAvailable(pod, minReadySeconds, environment.now()))
                .filter(Objects::nonNull)
                .min(Duration::compareTo)
                .map(Result::requeueAfter)
                .orElse(Result.done());
    }

    private Instant now() {
        return environment.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
