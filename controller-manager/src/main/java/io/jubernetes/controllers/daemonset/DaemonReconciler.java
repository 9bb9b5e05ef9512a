package io.jubernetes.controllers.daemonset;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Statuses;
import io.jubernetes.controllers.history.RevisionHistory;
import io.jubernetes.controllers.ownership.Adoption;
import io.jubernetes.controllers.ownership.Candidates;
import io.jubernetes.controllers.ownership.Claim;
import io.jubernetes.controllers.ownership.Expectations;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.ownership.LiveOwner;
import io.jubernetes.controllers.pods.OwnedPods;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at one DaemonSet, decides, and carries it out. */
final class DaemonReconciler implements Reconciler {

    /** How many pods are created or deleted in one go at most. */
    private static final int BURST = 250;

    private final Environment environment;
    private final Caches caches;
    private final ResourceClient<DaemonSet> client;
    private final Adoption<DaemonSet, Pod> adoption;
    private final RevisionHistory<DaemonSet> history;
    private final OwnedPods<DaemonSet> writes;
    private final FailedPods failed = new FailedPods();
    private final EventRecorder events;

    record Caches(Informer<DaemonSet> sets, Informer<Pod> pods, Informer<Node> nodes) {}

    DaemonReconciler(ControllerContext context, Caches caches, EventRecorder events) {
        this.environment = context.environment();
        this.caches = caches;
        this.client = context.client().resources(DaemonSet.class);
        this.adoption = new Adoption<>(client, context.client().resources(Pod.class));
        this.history = new RevisionHistory<>(context, DaemonSet.class, DaemonFacts.HASH);
        this.writes = new OwnedPods<>(context, caches.pods, events, new LiveOwner<>(client)::isStillThere);
        this.events = events;
    }

    @Override
    public Result reconcile(Key key) throws InterruptedException {
        DaemonSet set = caches.sets.get(key.namespace(), key.name());
        if (set == null) {
            writes.forget(key);
            return Result.done();
        }
        LabelSelector selector = set.getSpec().getSelector();
        if (LabelMatch.isEmpty(selector)) {
            events.warning(
                    set, "SelectingAll", "This daemon set is selecting all pods. A non-empty selector is required.");
            return Result.done();
        }
        if (set.getMetadata().getDeletionTimestamp() != null) {
            return Result.done();
        }
        boolean isCurrent = writes.areInCache(key);
        List<Pod> owned = adoption.settle(set, Claim.of(set, selector, Candidates.of(set, selector, caches.pods)));
        List<ControllerRevision> known = history.of(set, selector);
        int collisions = DaemonFacts.number(DaemonFacts.status(set).getCollisionCount());
        RevisionHistory.Current current = history.current(set, set.getSpec().getTemplate(), known, collisions);
        if (current.revision() == null) {
            return Result.done();
        }
        String hash = LabelMatch.labels(current.revision()).getOrDefault(DaemonFacts.HASH, "");
        DaemonDecision decision = new DaemonDecision(set, hash, caches.nodes.list(), owned, environment.now());
        Carried carried = isCurrent ? carryOut(set, decision.decide(), hash) : new Carried(null, Expectations.PATIENCE);
        write(set, decision.status(current.collisions()));
        truncate(set, owned, known, current.revision());
        if (carried.failure != null) {
            throw carried.failure;
        }
        return nextLook(set, owned, carried.again);
    }

    /** @param again when failed pods may be replaced */
    private record Carried(
            @Nullable RuntimeException failure, @Nullable Duration again) {}

    private Carried carryOut(DaemonSet set, DaemonDecision.Plan plan, String hash) throws InterruptedException {
        FailedPods.Due due = failed.due(
                set.getMetadata().getUid(),
                plan.ended().stream()
                        .filter(pod -> PodFacts.phase(pod).equals("Failed"))
                        .toList(),
                environment.now());
        List<Pod> ended = new ArrayList<>(due.pods());
        plan.ended().stream()
                .filter(pod -> PodFacts.phase(pod).equals("Succeeded"))
                .forEach(ended::add);
        ended.forEach(pod -> sayEnded(set, pod));
        List<Pod> doomed = Stream.concat(plan.delete().stream(), ended.stream())
                .limit(BURST)
                .toList();
        RuntimeException failure = writes.delete(set, doomed).failure();
        List<Pod> wanted = plan.create().stream()
                .limit(BURST)
                .map(node -> DaemonPods.pod(set, node, hash))
                .toList();
        RuntimeException refusal = writes.create(set, wanted).failure();
        return new Carried(failure != null ? failure : refusal, due.pause());
    }

    private void sayEnded(DaemonSet set, Pod pod) {
        String name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName() + " on node "
                + NodeFit.target(pod);
        if (PodFacts.phase(pod).equals("Failed")) {
            events.warning(set, "FailedDaemonPod", "Found failed daemon pod " + name + ", will try to kill it");
        } else {
            events.normal(set, "SucceededDaemonPod", "Found succeeded daemon pod " + name + ", will try to delete it");
        }
    }

    private void write(DaemonSet set, DaemonSetStatus status) {
        if (!Statuses.areSame(set.getStatus(), status)) {
            client.updateStatus(new DaemonSetBuilder(set).withStatus(status).build());
        }
    }

    private void truncate(DaemonSet set, List<Pod> owned, List<ControllerRevision> known, ControllerRevision current) {
        Set<String> inUse = new HashSet<>(List.of(current.getMetadata().getName()));
        Set<String> hashes = new HashSet<>();
        owned.forEach(pod -> hashes.add(LabelMatch.labels(pod).getOrDefault(DaemonFacts.HASH, "")));
        known.stream()
                .filter(revision -> hashes.contains(LabelMatch.labels(revision).get(DaemonFacts.HASH)))
                .forEach(revision -> inUse.add(revision.getMetadata().getName()));
        history.truncate(known, inUse, set.getSpec().getRevisionHistoryLimit());
    }

    /** Nothing changes when a ready pod has been ready for long enough, so time itself must bring us back. */
    private Result nextLook(DaemonSet set, List<Pod> owned, @Nullable Duration again) {
        int minReadySeconds = DaemonFacts.minReadySeconds(set);
        Instant now = environment.now();
        return Stream.concat(
                        owned.stream()
                                .filter(PodFacts::isActive)
                                .map(pod -> PodFacts.untilAvailable(pod, minReadySeconds, now)),
                        Stream.ofNullable(again))
                .filter(Objects::nonNull)
                .min(Duration::compareTo)
                .map(Result::requeueAfter)
                .orElse(Result.done());
    }
}
