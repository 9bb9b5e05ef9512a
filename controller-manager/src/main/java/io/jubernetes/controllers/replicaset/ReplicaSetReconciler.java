package io.jubernetes.controllers.replicaset;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Statuses;
import io.jubernetes.controllers.ownership.Adoption;
import io.jubernetes.controllers.ownership.Candidates;
import io.jubernetes.controllers.ownership.Claim;
import io.jubernetes.controllers.ownership.Expectations;
import io.jubernetes.controllers.ownership.LiveOwner;
import io.jubernetes.controllers.ownership.Owners;
import io.jubernetes.controllers.pods.OwnedPods;
import io.jubernetes.controllers.pods.PodFacts;
import io.jubernetes.controllers.pods.PodTemplates;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings the pods of one set to the number that is wanted. */
final class ReplicaSetReconciler<O extends HasMetadata> implements Reconciler {

    private final Environment environment;
    private final SetKind<O> kind;
    private final Caches<O> caches;
    private final ResourceClient<O> client;
    private final Adoption<O, Pod> adoption;
    private final OwnedPods<O> writes;

    record Caches<O>(Informer<O> sets, Informer<Pod> pods) {}

    ReplicaSetReconciler(ControllerContext context, SetKind<O> kind, Caches<O> caches, EventRecorder events) {
        this.environment = context.environment();
        this.kind = kind;
        this.caches = caches;
        this.client = context.client().resources(kind.type());
        this.adoption = new Adoption<>(client, context.client().resources(Pod.class));
        this.writes = new OwnedPods<>(context, caches.pods, events, new LiveOwner<>(client)::isStillThere);
    }

    @Override
    public Result reconcile(Key key) throws InterruptedException {
        O owner = caches.sets.get(key.namespace(), key.name());
        if (owner == null) {
            writes.forget(key);
            return Result.done();
        }
        ReplicaSet set = kind.asSet().apply(owner);
        boolean cacheIsCurrent = writes.areInCache(key);
        List<Pod> owned = adoption.settle(owner, candidates(set));
        RuntimeException failure = null;
        ReplicaSetDecision decision = null;
        if (cacheIsCurrent && set.getMetadata().getDeletionTimestamp() == null) {
            decision =
                    ReplicaSetDecision.decide(set, ReplicaSetDecision.active(owned), related(set), environment.now());
            failure = carryOut(owner, set, decision);
        }
        writeStatus(owner, ReplicaSetStatusOf.compute(set, owned, reported(decision, failure), now()));
        if (failure != null) {
            throw failure;
        }
        return cacheIsCurrent ? nextLook(set, owned) : Result.requeueAfter(Expectations.PATIENCE);
    }

    private @Nullable RuntimeException carryOut(O owner, ReplicaSet set, ReplicaSetDecision decision)
            throws InterruptedException {
        if (decision.create() == 0) {
            return writes.delete(owner, decision.delete()).failure();
        }
        Pod pod = PodTemplates.instantiate(set.getSpec().getTemplate(), set);
        return writes.create(owner, Collections.nCopies(decision.create(), pod)).failure();
    }

    private Claim<Pod> candidates(ReplicaSet set) {
        LabelSelector selector = set.getSpec().getSelector();
        return Claim.of(set, selector, Candidates.of(set, selector, caches.pods));
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

    private static ReplicaSetStatusOf.@Nullable Failure reported(
            @Nullable ReplicaSetDecision decision, @Nullable RuntimeException failure) {
        if (failure == null || decision == null) {
            return null;
        }
        String reason = decision.create() > 0 ? "FailedCreate" : "FailedDelete";
        return new ReplicaSetStatusOf.Failure(reason, String.valueOf(failure.getMessage()));
    }

    private void writeStatus(O owner, ReplicaSetStatus status) {
        O next = kind.withStatus().apply(owner, status);
        if (!Statuses.areSame(
                kind.status().apply(owner), Objects.requireNonNull(kind.status().apply(next)))) {
            client.updateStatus(next);
        }
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
