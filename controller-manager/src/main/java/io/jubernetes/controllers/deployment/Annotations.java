package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The notes that a Deployment leaves on its ReplicaSets. */
final class Annotations {

    static final String REVISION = "deployment.kubernetes.io/revision";
    static final String REVISION_HISTORY = "deployment.kubernetes.io/revision-history";
    static final String DESIRED_REPLICAS = "deployment.kubernetes.io/desired-replicas";
    static final String MAX_REPLICAS = "deployment.kubernetes.io/max-replicas";

    /** Of the Deployment's annotations these are about itself, and not handed down. */
    private static final Set<String> OWN = Set.of(
            "kubectl.kubernetes.io/last-applied-configuration",
            "deprecated.deployment.rollback.to",
            REVISION,
            REVISION_HISTORY,
            DESIRED_REPLICAS,
            MAX_REPLICAS);

    private Annotations() {}

    static Map<String, String> of(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    /** 0 when there is none. */
    static long revision(HasMetadata object) {
        return number(object, REVISION);
    }

    static int desiredReplicas(HasMetadata object) {
        return (int) number(object, DESIRED_REPLICAS);
    }

    static int maxReplicas(HasMetadata object) {
        return (int) number(object, MAX_REPLICAS);
    }

    static boolean hasDesiredReplicas(HasMetadata object) {
        return of(object).containsKey(DESIRED_REPLICAS);
    }

    private static long number(HasMetadata object, String name) {
        try {
            return Long.parseLong(of(object).getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The annotations of the newest ReplicaSet: the Deployment's, and the revision. */
    static Map<String, String> forNewest(Map<String, String> present, Deployment deployment, long revision) {
        TreeMap<String, String> result = new TreeMap<>(present);
        of(deployment).forEach((name, value) -> {
            if (!OWN.contains(name)) {
                result.put(name, value);
            }
        });
        String before = present.get(REVISION);
        long known = before == null || before.isEmpty() ? 0 : parse(before);
        if (known < revision) {
            result.put(REVISION, Long.toString(revision));
            if (known > 0) {
                String history = present.getOrDefault(REVISION_HISTORY, "");
                result.put(REVISION_HISTORY, history.isEmpty() ? before : history + "," + before);
            }
        }
        return result;
    }

    private static long parse(String number) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static Map<String, String> withScale(Map<String, String> present, int desired, int max) {
        TreeMap<String, String> result = new TreeMap<>(present);
        result.put(DESIRED_REPLICAS, Integer.toString(desired));
        result.put(MAX_REPLICAS, Integer.toString(max));
        return result;
    }
}
