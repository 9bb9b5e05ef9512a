package io.jubernetes.controllers.statefulset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a StatefulSet needs next. In order, one pod at a time, unless the set is parallel:
 *
 * <pre>
 *   wanted pods, ascending:      made when missing; each must be available before the next is looked at
 *   unwanted pods, descending:   deleted; each must be gone before the next is
 *   old pods, descending:        deleted, to be made again of the new template; each must be available before the next is
 * </pre>
 */
final class SetDecision {

    /** Something to do for one pod. */
    sealed interface Step {

        /** @param updated whether it is made of the new template */
        record Create(int ordinal, boolean updated) implements Step {}

        record Delete(Pod pod) implements Step {}

        /** Gives the pod and its claims the labels and owners that they should have. */
        record Repair(Pod pod) implements Step {}
    }

    private final StatefulSet set;
    private final Revisions revisions;
    private final Predicate<Pod> isFit;
    private final Instant now;
    private final boolean parallel;
    private final TreeMap<Integer, Pod> wanted = new TreeMap<>();
    private final TreeMap<Integer, Pod> unwanted = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();

    /**
     * The names of revisions.
     *
     * @param current what the rollout comes from
     * @param update what it goes to
     */
    record Revisions(String current, String update) {}

    private SetDecision(StatefulSet set, List<Pod> pods, Revisions revisions, Predicate<Pod> isFit, Instant now) {
        this.set = set;
        this.revisions = revisions;
        this.isFit = isFit;
        this.now = now;
        this.parallel = SetFacts.isParallel(set);
        for (Pod pod : pods) {
            int ordinal = SetFacts.ordinal(set, pod);
            boolean inRange = ordinal >= SetFacts.start(set) && ordinal < SetFacts.end(set);
            (inRange ? wanted : unwanted).put(ordinal, pod);
        }
        unwanted.remove(-1);
    }

    /** @param isFit whether a pod and its claims are as the set wants them */
    static List<Step> decide(StatefulSet set, List<Pod> pods, Revisions revisions, Predicate<Pod> isFit, Instant now) {
        SetDecision decision = new SetDecision(set, pods, revisions, isFit, now);
        if (set.getMetadata().getDeletionTimestamp() == null
                && decision.fill()
                && decision.shrink()
                && !SetFacts.isOnDelete(set)) {
            decision.roll();
        }
        return decision.steps;
    }

    /** @return whether there is nothing to wait for */
    private boolean fill() {
        boolean settled = true;
        for (int ordinal = SetFacts.start(set); ordinal < SetFacts.end(set); ordinal++) {
            Pod pod = wanted.get(ordinal);
            if (pod == null) {
                steps.add(new Step.Create(ordinal, isMadeOfTheNew(ordinal)));
            } else if (PodFacts.isTerminal(pod)) {
                deleteUnlessLeaving(pod);
                settled = false;
            } else if (!isFit.test(pod) && (parallel || isAvailable(pod))) {
                steps.add(new Step.Repair(pod));
            }
            if (!parallel && (pod == null || !isAvailable(pod))) {
                return false;
            }
        }
        return settled;
    }

    private boolean isMadeOfTheNew(int ordinal) {
        if (revisions.current().equals(revisions.update()) || SetFacts.isOnDelete(set)) {
            return true;
        }
        int old = SetFacts.rolling(set) == null
                ? SetFacts.number(SetFacts.status(set).getCurrentReplicas())
                : SetFacts.partition(set);
        return ordinal >= SetFacts.start(set) + old;
    }

    private boolean shrink() {
        Pod ailing = firstAiling();
        unwanted.values().stream().filter(pod -> !isFit.test(pod)).forEach(pod -> steps.add(new Step.Repair(pod)));
        for (Pod pod : unwanted.descendingMap().values()) {
            boolean isLeaving = PodFacts.isBeingDeleted(pod);
            if (!parallel && (isLeaving || (!isAvailable(pod) && !pod.equals(ailing)))) {
                return false;
            }
            deleteUnlessLeaving(pod);
            if (!parallel) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Pod firstAiling() {
        for (TreeMap<Integer, Pod> pods : List.of(wanted, unwanted)) {
            for (Pod pod : pods.values()) {
                if (!isAvailable(pod)) {
                    return pod;
                }
            }
        }
        return null;
    }

    private void roll() {
        int first = SetFacts.start(set) + SetFacts.partition(set);
        int most = SetFacts.maxUnavailable(set);
        int away = most == 1
                ? 0
                : SetFacts.replicas(set)
                        - (int) wanted.values().stream()
                                .filter(this::isAvailable)
                                .count();
        for (int ordinal = SetFacts.end(set) - 1; ordinal >= first; ordinal--) {
            Pod pod = wanted.get(ordinal);
            boolean isOld = pod != null
                    && !PodFacts.isBeingDeleted(pod)
                    && !SetFacts.revision(pod).equals(revisions.update());
            if (pod != null && isOld) {
                if (away >= most) {
                    return;
                }
                steps.add(new Step.Delete(pod));
                away++;
            } else if (most == 1 && (pod == null || !isAvailable(pod))) {
                return;
            }
        }
    }

    private void deleteUnlessLeaving(Pod pod) {
        if (!PodFacts.isBeingDeleted(pod)) {
            steps.add(new Step.Delete(pod));
        }
    }

    private boolean isAvailable(Pod pod) {
        return isAvailable(set, pod, now);
    }

    static boolean isAvailable(StatefulSet set, Pod pod, Instant now) {
        return isReady(pod)
                && !PodFacts.isBeingDeleted(pod)
                && PodFacts.isAvailable(pod, SetFacts.minReadySeconds(set), now);
    }

    static boolean isReady(Pod pod) {
        return PodFacts.phase(pod).equals("Running") && PodFacts.isReady(pod);
    }
}
