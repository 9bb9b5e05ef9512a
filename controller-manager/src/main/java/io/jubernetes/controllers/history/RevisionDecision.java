package io.jubernetes.controllers.history;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What the history of a template needs.
 *
 * <pre>
 *   the newest revision is of the template         kept
 *   an older one is                                made the newest: somebody went back
 *   none is                                        a new one
 * </pre>
 */
sealed interface RevisionDecision {

    /** The newest revisions last. */
    Comparator<ControllerRevision> ORDER = Comparator.<ControllerRevision>comparingLong(RevisionDecision::number)
            .thenComparing(revision -> String.valueOf(revision.getMetadata().getCreationTimestamp()))
            .thenComparing(revision -> revision.getMetadata().getName());

    record Keep(ControllerRevision revision) implements RevisionDecision {}

    record Renew(ControllerRevision revision, long number) implements RevisionDecision {}

    record Create(long number) implements RevisionDecision {}

    /** @param sorted the known revisions in {@link #ORDER} */
    static RevisionDecision decide(PodTemplateSpec template, List<ControllerRevision> sorted) {
        for (int i = sorted.size() - 1; i >= 0; i--) {
            if (RevisionData.isOf(sorted.get(i), template)) {
                return i == sorted.size() - 1
                        ? new Keep(sorted.get(i))
                        : new Renew(sorted.get(i), number(sorted.getLast()) + 1);
            }
        }
        return new Create(sorted.isEmpty() ? 1 : number(sorted.getLast()) + 1);
    }

    /** The oldest revisions beyond the limit; those that are in use do not count. */
    static List<ControllerRevision> surplus(List<ControllerRevision> sorted, Set<String> inUse, int limit) {
        List<ControllerRevision> old = sorted.stream()
                .filter(revision -> !inUse.contains(revision.getMetadata().getName()))
                .toList();
        return old.subList(0, Math.max(0, old.size() - limit));
    }

    static long number(ControllerRevision revision) {
        return revision.getRevision() == null ? 0 : revision.getRevision();
    }
}
