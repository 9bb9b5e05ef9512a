package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.controllers.ownership.Owners;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a Deployment needs next: one step at a time, so that each is decided on what the one before it led to.
 *
 * @param owned the ReplicaSets that it controls
 * @param pods the pods of these sets
 */
record DeploymentDecision(Deployment deployment, List<ReplicaSet> owned, List<Pod> pods, Instant now) {

    List<Write> decide() {
        Sets sets = Sets.of(deployment, owned);
        if (deployment.getMetadata().getDeletionTimestamp() != null) {
            return status(new StatusOf(deployment, sets, now).counted());
        }
        DeploymentStatus paused = pauseNoted();
        if (paused != null) {
            return List.of(new Write.SetStatus(paused));
        }
        Scaling scaling = new Scaling(deployment);
        if (isPaused() || scaling.isDue(sets)) {
            return resize(sets, scaling);
        }
        return Strategy.of(deployment).recreate() ? recreate(sets) : roll(sets);
    }

    private boolean isPaused() {
        return Boolean.TRUE.equals(deployment.getSpec().getPaused());
    }

    /** Time does not run against the deadline while paused, and starts anew afterwards. */
    private @Nullable DeploymentStatus pauseNoted() {
        DeploymentStatus present = deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
        DeploymentCondition progressing = Conditions.find(present.getConditions(), Conditions.PROGRESSING);
        boolean timedOut = progressing != null && Conditions.DEADLINE_EXCEEDED.equals(progressing.getReason());
        boolean noted = progressing != null && Conditions.PAUSED.equals(progressing.getReason());
        if (!new Progress(deployment, now).hasDeadline() || timedOut || noted == isPaused()) {
            return null;
        }
        Conditions conditions = new Conditions(present.getConditions(), now);
        conditions.set(
                Conditions.PROGRESSING,
                "Unknown",
                isPaused() ? Conditions.PAUSED : "DeploymentResumed",
                isPaused() ? "Deployment is paused" : "Deployment is resumed");
        return new StatusOf(deployment, new Sets(null, List.of()), now).with(present, conditions);
    }

    private List<Write> resize(Sets sets, Scaling scaling) {
        List<Write> writes = new ArrayList<>(revised(sets));
        if (writes.isEmpty()) {
            writes.addAll(scaling.decide(sets));
            if (isPaused()) {
                writes.addAll(cleanup(sets));
            }
        }
        writes.addAll(status(new StatusOf(deployment, sets, now).counted()));
        return writes;
    }

    private List<Write> roll(Sets sets) {
        ReplicaSet newest = sets.newest();
        RollingUpdate rolling = new RollingUpdate(deployment);
        if (newest == null) {
            return create(sets, rolling.firstSize(sets.old()));
        }
        List<Write> writes = new ArrayList<>(revised(sets));
        if (writes.isEmpty()) {
            writes.addAll(rolling.step(newest, sets.old()));
        }
        return finish(sets, writes);
    }

    private List<Write> recreate(Sets sets) {
        Scaling scaling = new Scaling(deployment);
        List<Write> down = sets.old().stream()
                .filter(set -> Sets.wanted(set) > 0)
                .map(set -> scaling.to(set, 0))
                .toList();
        if (!down.isEmpty() || oldPodsRun(sets)) {
            return finish(sets, new ArrayList<>(down));
        }
        ReplicaSet newest = sets.newest();
        int replicas = Strategy.of(deployment).replicas();
        if (newest == null) {
            return create(sets, replicas);
        }
        List<Write> writes = new ArrayList<>(revised(sets));
        if (writes.isEmpty() && Sets.wanted(newest) != replicas) {
            writes.add(scaling.to(newest, replicas));
        }
        return finish(sets, writes);
    }

    private boolean oldPodsRun(Sets sets) {
        if (Sets.sum(sets.old(), Sets::present) > 0) {
            return true;
        }
        return pods.stream()
                .filter(pod -> sets.newest() == null || !Owners.isControlledBy(pod, sets.newest()))
                .anyMatch(pod -> !PodFacts.isTerminal(pod));
    }

    private List<Write> create(Sets sets, int replicas) {
        ReplicaSet set = NewSet.of(deployment, replicas, sets.maxOldRevision() + 1);
        List<Write> writes = new ArrayList<>();
        writes.add(new Write.CreateSet(set));
        String message = "Created new replica set \"" + set.getMetadata().getName() + "\"";
        writes.addAll(status(new StatusOf(deployment, sets, now).beginning("NewReplicaSetCreated", message)));
        return writes;
    }

    /** Everything else is settled: old sets that nobody asks for go, and the status tells. */
    private List<Write> finish(Sets sets, List<Write> writes) {
        DeploymentStatus status = progressOf(sets);
        if (writes.isEmpty() && new Progress(deployment, now).isComplete(status)) {
            writes.addAll(cleanup(sets));
        }
        writes.addAll(status(status));
        return writes;
    }

    private DeploymentStatus progressOf(Sets sets) {
        StatusOf status = new StatusOf(deployment, sets, now);
        ReplicaSet newest = sets.newest();
        DeploymentStatus rolledOut = status.rolledOut();
        if (newest == null || Conditions.find(rolledOut.getConditions(), Conditions.PROGRESSING) != null) {
            return rolledOut;
        }
        return status.beginning(
                "FoundNewReplicaSet",
                "Found new replica set \"" + newest.getMetadata().getName() + "\"");
    }

    /** The newest set carries the highest revision and the Deployment's annotations; the Deployment carries its revision. */
    private List<Write> revised(Sets sets) {
        ReplicaSet newest = sets.newest();
        if (newest == null) {
            return List.of();
        }
        Map<String, String> annotations =
                Annotations.forNewest(Annotations.of(newest), deployment, sets.maxOldRevision() + 1);
        int minReady = Sets.number(deployment.getSpec().getMinReadySeconds());
        boolean sameMinReady = minReady == Sets.number(newest.getSpec().getMinReadySeconds());
        if (!annotations.equals(Annotations.of(newest)) || !sameMinReady) {
            return List.of(new Write.Annotate(newest, annotations, minReady));
        }
        String revision = annotations.get(Annotations.REVISION);
        return revision == null || revision.equals(Annotations.of(deployment).get(Annotations.REVISION))
                ? List.of()
                : List.of(new Write.SetRevision(revision));
    }

    private List<Write> cleanup(Sets sets) {
        Integer limit = deployment.getSpec().getRevisionHistoryLimit();
        if (limit == null || limit == Integer.MAX_VALUE) {
            return List.of();
        }
        List<ReplicaSet> history = sets.old().stream()
                .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
                .sorted(Comparator.<ReplicaSet>comparingLong(Annotations::revision)
                        .thenComparing(Sets.OLDEST_FIRST))
                .toList();
        return history.stream()
                .limit(Math.max(0, history.size() - limit))
                .filter(DeploymentDecision::isIdle)
                .<Write>map(Write.DeleteSet::new)
                .toList();
    }

    private static boolean isIdle(ReplicaSet set) {
        Long generation = set.getMetadata().getGeneration();
        Long observed = set.getStatus() == null ? null : set.getStatus().getObservedGeneration();
        return Sets.wanted(set) == 0
                && Sets.present(set) == 0
                && (generation == null || (observed != null && observed >= generation));
    }

    private List<Write> status(DeploymentStatus next) {
        return sameStatus(deployment.getStatus(), next) ? List.of() : List.of(new Write.SetStatus(next));
    }

    /** The server leaves zeros out, so absent and zero are the same. */
    private static boolean sameStatus(@Nullable DeploymentStatus old, DeploymentStatus next) {
        return old != null
                && Objects.equals(old.getObservedGeneration(), next.getObservedGeneration())
                && Objects.equals(old.getCollisionCount(), next.getCollisionCount())
                && counts(old).equals(counts(next))
                && old.getConditions().equals(next.getConditions());
    }

    private static List<Integer> counts(DeploymentStatus status) {
        return List.of(
                Sets.number(status.getReplicas()),
                Sets.number(status.getUpdatedReplicas()),
                Sets.number(status.getReadyReplicas()),
                Sets.number(status.getAvailableReplicas()),
                Sets.number(status.getUnavailableReplicas()),
                Sets.number(status.getTerminatingReplicas()));
    }
}
