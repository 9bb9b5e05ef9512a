package io.jubernetes.controllers.statefulset;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Statuses;
import io.jubernetes.controllers.history.RevisionData;
import io.jubernetes.controllers.history.RevisionHistory;
import io.jubernetes.controllers.ownership.Adoption;
import io.jubernetes.controllers.ownership.Candidates;
import io.jubernetes.controllers.ownership.Claim;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Looks at one StatefulSet, decides, and carries it out. */
final class SetReconciler implements Reconciler {

    private final Environment environment;
    private final Informer<StatefulSet> sets;
    private final Informer<Pod> pods;
    private final ResourceClient<StatefulSet> client;
    private final Adoption<StatefulSet, Pod> adoption;
    private final RevisionHistory<StatefulSet> history;
    private final Claims claims;
    private final SetWrites writes;
    private final EventRecorder events;

    SetReconciler(ControllerContext context, Informer<StatefulSet> sets, Informer<Pod> pods, EventRecorder events) {
        this.environment = context.environment();
        this.sets = sets;
        this.pods = pods;
        this.client = context.client().resources(StatefulSet.class);
        this.adoption = new Adoption<>(client, context.client().resources(Pod.class));
        this.history = new RevisionHistory<>(context, StatefulSet.class, "controller.kubernetes.io/hash");
        this.claims = new Claims(context, events);
        this.writes = new SetWrites(context, claims, events);
        this.events = events;
    }

    @Override
    public Result reconcile(Key key) throws InterruptedException {
        StatefulSet set = sets.get(key.namespace(), key.name());
        if (set == null) {
            return Result.done();
        }
        LabelSelector selector = set.getSpec().getSelector();
        if (LabelMatch.isEmpty(selector)) {
            events.warning(
                    set, "SelectingAll", "This statefulset is selecting all pods. A non-empty selector is required.");
            return Result.done();
        }
        List<Pod> candidates = Candidates.of(set, selector, pods).stream()
                .filter(pod -> SetFacts.ordinal(set, pod) >= 0)
                .toList();
        List<Pod> owned = adoption.settle(set, Claim.of(set, selector, candidates));
        List<ControllerRevision> known = history.of(set, selector);
        int collisions = SetFacts.number(SetFacts.status(set).getCollisionCount());
        RevisionHistory.Current update = history.current(set, set.getSpec().getTemplate(), known, collisions);
        return update.revision() == null
                ? Result.done()
                : reconcile(new Look(set, owned, known, update.revision(), update.collisions()));
    }

    /** @param update the revision of the template as it is now */
    private record Look(
            StatefulSet set,
            List<Pod> owned,
            List<ControllerRevision> known,
            ControllerRevision update,
            int collisions) {

        /** The revision that the rollout comes from. */
        ControllerRevision current() {
            String name = SetFacts.status(set).getCurrentRevision();
            return known.stream()
                    .filter(revision -> revision.getMetadata().getName().equals(name))
                    .findFirst()
                    .orElse(update);
        }
    }

    private Result reconcile(Look look) throws InterruptedException {
        StatefulSet set = look.set;
        Instant now = environment.now();
        ControllerRevision current = look.current();
        SetDecision.Revisions names = new SetDecision.Revisions(name(current), name(look.update));
        List<SetDecision.Step> steps = SetDecision.decide(
                set, look.owned, names, pod -> SetPods.hasIdentity(set, pod) && claims.areFit(set, pod), now);
        RuntimeException failure = writes.carryOut(set, steps, new SetWrites.Forms(form(current), form(look.update)));
        StatefulSetStatus status = SetStatusOf.compute(set, look.owned, names, look.collisions, now);
        if (!Statuses.areSame(set.getStatus(), status)) {
            client.updateStatus(new StatefulSetBuilder(set).withStatus(status).build());
        }
        truncate(look, names);
        if (failure != null) {
            throw failure;
        }
        return nextLook(look, now);
    }

    private void truncate(Look look, SetDecision.Revisions names) {
        Set<String> inUse = new HashSet<>(List.of(names.current(), names.update()));
        look.owned.forEach(pod -> inUse.add(SetFacts.revision(pod)));
        history.truncate(look.known, inUse, look.set.getSpec().getRevisionHistoryLimit());
    }

    private static String name(ControllerRevision revision) {
        return revision.getMetadata().getName();
    }

    private static SetWrites.Form form(ControllerRevision revision) {
        return new SetWrites.Form(RevisionData.template(revision), name(revision));
    }

    /** Nothing changes when a ready pod has been ready for long enough, so time itself must bring us back. */
    private static Result nextLook(Look look, Instant now) {
        int minReadySeconds = SetFacts.minReadySeconds(look.set);
        return look.owned.stream()
                .filter(PodFacts::isActive)
                .map(pod -> PodFacts.untilAvailable(pod, minReadySeconds, now))
                .filter(Objects::nonNull)
                .min(Duration::compareTo)
                .map(Result::requeueAfter)
                .orElse(Result.done());
    }
}
