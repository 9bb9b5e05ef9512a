package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinity;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pod says of the pods it wants near it, and of those it does not. */
public record PodAffinityTerms(
        List<AffinityTerm> required,
        List<AffinityTerm> forbidden,
        List<AffinityTerm> preferred,
        List<AffinityTerm> avoided) {

    public static final PodAffinityTerms NONE = new PodAffinityTerms(List.of(), List.of(), List.of(), List.of());

    static PodAffinityTerms of(Pod pod) {
        Affinity affinity = pod.getSpec().getAffinity();
        if (affinity == null || (affinity.getPodAffinity() == null && affinity.getPodAntiAffinity() == null)) {
            return NONE;
        }
        return new PodAffinityTerms(
                required(pod, affinity.getPodAffinity()),
                forbidden(pod, affinity.getPodAntiAffinity()),
                preferred(pod, affinity.getPodAffinity()),
                avoided(pod, affinity.getPodAntiAffinity()));
    }

    public boolean isEmpty() {
        return required.isEmpty() && forbidden.isEmpty() && preferred.isEmpty() && avoided.isEmpty();
    }

    private static List<AffinityTerm> required(Pod pod, @Nullable PodAffinity affinity) {
        return affinity == null ? List.of() : terms(pod, affinity.getRequiredDuringSchedulingIgnoredDuringExecution());
    }

    private static List<AffinityTerm> forbidden(Pod pod, @Nullable PodAntiAffinity affinity) {
        return affinity == null ? List.of() : terms(pod, affinity.getRequiredDuringSchedulingIgnoredDuringExecution());
    }

    private static List<AffinityTerm> preferred(Pod pod, @Nullable PodAffinity affinity) {
        return affinity == null
                ? List.of()
                : weighted(pod, affinity.getPreferredDuringSchedulingIgnoredDuringExecution());
    }

    private static List<AffinityTerm> avoided(Pod pod, @Nullable PodAntiAffinity affinity) {
        return affinity == null
                ? List.of()
                : weighted(pod, affinity.getPreferredDuringSchedulingIgnoredDuringExecution());
    }

    private static List<AffinityTerm> terms(Pod pod, List<PodAffinityTerm> terms) {
        return terms.stream().map(term -> AffinityTerm.of(pod, term, 0)).toList();
    }

    private static List<AffinityTerm> weighted(Pod pod, List<WeightedPodAffinityTerm> terms) {
        return terms.stream()
                .filter(term -> term.getWeight() != null && term.getWeight() != 0)
                .map(term -> AffinityTerm.of(pod, term.getPodAffinityTerm(), term.getWeight()))
                .toList();
    }
}
