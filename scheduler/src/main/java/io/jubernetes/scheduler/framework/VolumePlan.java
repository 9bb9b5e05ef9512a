package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;

/**
 * What a pod's claims get when it goes to a node.
 *
 * @param bindings volumes that are there
 * @param provisions claims for which volumes are made on the node
 */
public record VolumePlan(String podUid, String node, List<Binding> bindings, List<PersistentVolumeClaim> provisions) {

    /** A volume for a claim. */
    public record Binding(PersistentVolumeClaim claim, PersistentVolume volume) {}

    public boolean isEmpty() {
        return bindings.isEmpty() && provisions.isEmpty();
    }

    /** {@code NAMESPACE/NAME}. */
    public static String key(PersistentVolumeClaim claim) {
        return claim.getMetadata().getNamespace() + "/" + claim.getMetadata().getName();
    }
}
