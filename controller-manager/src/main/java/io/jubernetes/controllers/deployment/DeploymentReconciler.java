package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.ownership.Adoption;
import io.jubernetes.controllers.ownership.Candidates;
import io.jubernetes.controllers.ownership.Claim;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.ownership.Owners;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Looks at one Deployment, decides, and carries it out. */
final class DeploymentReconciler implements Reconciler {

    private final Environment environment;
    private final Caches caches;
    private final EventRecorder events;
    private final Adoption<Deployment, ReplicaSet> adoption;
    private final DeploymentWrites writes;

    record Caches(Informer<Deployment> deployments, Informer<ReplicaSet> sets, Informer<Pod> pods) {}

    DeploymentReconciler(Environment environment, ApiClient client, Caches caches, EventRecorder events) {
        this.environment = environment;
        this.caches = caches;
        this.events = events;
        this.adoption = new Adoption<>(client.resources(Deployment.class), client.resources(ReplicaSet.class));
        this.writes = new DeploymentWrites(client, events);
    }

    @Override
    public Result reconcile(Key key) {
        Deployment deployment = caches.deployments.get(key.namespace(), key.name());
        if (deployment == null) {
            return Result.done();
        }
        if (LabelMatch.isEmpty(deployment.getSpec().getSelector())) {
            events.warning(
                    deployment,
                    "SelectingAll",
                    "This deployment is selecting all pods. A non-empty selector is required.");
            return Result.done();
        }
        List<ReplicaSet> owned = adoption.settle(deployment, claim(deployment));
        if (!writes.areIn(owned)) {
            // the change that the cache lacks brings us back
            return Result.done();
        }
        Instant now = environment.now().truncatedTo(ChronoUnit.SECONDS);
        List<Write> due = new DeploymentDecision(deployment, owned, podsOf(owned), now).decide();
        writes.carryOut(deployment, due, now);
        return nextLook(deployment, due, now);
    }

    private Claim<ReplicaSet> claim(Deployment deployment) {
        LabelSelector selector = deployment.getSpec().getSelector();
        return Claim.of(deployment, selector, Candidates.of(deployment, selector, caches.sets));
    }

    private List<Pod> podsOf(List<ReplicaSet> sets) {
        return sets.stream()
                .flatMap(set ->
                        caches.pods.byIndex(Owners.INDEX, set.getMetadata().getUid()).stream())
                .toList();
    }

    /** A rollout that stands still changes nothing, so time must bring us back to say that it timed out. */
    private static Result nextLook(Deployment deployment, List<Write> due, Instant now) {
        DeploymentStatus status = deployment.getStatus();
        for (Write write : due) {
            if (write instanceof Write.SetStatus(DeploymentStatus next)) {
                status = next;
            }
        }
        Duration wait = status == null ? null : new Progress(deployment, now).untilDeadline(status);
        return wait == null ? Result.done() : Result.requeueAfter(wait);
    }
}
