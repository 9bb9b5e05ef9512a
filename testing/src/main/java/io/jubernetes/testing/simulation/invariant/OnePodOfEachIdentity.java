package io.jubernetes.testing.simulation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.testing.simulation.history.Change;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Invariant;
import io.jubernetes.testing.simulation.history.Objects;

/**
 * No two pods of a StatefulSet have the same ordinal, and each is called by its own. While nothing but a rollout happens, no more
 * than one of a set is away.
 */
final class OnePodOfEachIdentity implements Invariant {

    private static final String ORDINAL = "apps.kubernetes.io/pod-index";

    @Override
    public void check(Change change, ClusterView view) {
        if (!change.key().startsWith(ClusterView.PODS)) {
            return;
        }
        String owner = Objects.controllerUid(change.isDeletion() ? change.previous() : change.object());
        for (JsonNode set : view.all(ClusterView.STATEFUL_SETS)) {
            if (Objects.uid(set).equals(owner)) {
                checkNames(change, set, view);
                if (view.isCalm() && !Objects.isBeingDeleted(set)) {
                    checkReady(set, view);
                }
            }
        }
    }

    private static void checkNames(Change change, JsonNode set, ClusterView view) {
        if (!change.isCreation()) {
            return;
        }
        String ordinal = ordinal(change.object());
        String name = Objects.name(set) + "-" + ordinal;
        Invariant.require(name.equals(Objects.name(change.object())), "pod %s has ordinal %s", name, ordinal);
        long alike = view.all(ClusterView.PODS).stream()
                .filter(pod -> Objects.controllerUid(pod).equals(Objects.uid(set)))
                .filter(pod -> ordinal(pod).equals(ordinal))
                .count();
        Invariant.require(alike == 1, "%d pods of ordinal %s", alike, ordinal);
    }

    private static String ordinal(JsonNode pod) {
        return pod.path("metadata").path("labels").path(ORDINAL).asText();
    }

    private static void checkReady(JsonNode set, ClusterView view) {
        long ready = view.all(ClusterView.PODS).stream()
                .filter(pod -> Objects.controllerUid(pod).equals(Objects.uid(set)))
                .filter(pod -> Objects.isActive(pod) && Objects.isReady(pod))
                .count();
        int least = Objects.replicas(set) - 1;
        Invariant.require(ready >= least, "%d pods ready, at least %d due", ready, least);
    }
}
