package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jubernetes.apiserver.validation.Trees;

/**
 * Claims, volumes and classes of their attributes are born with a finalizer; a controller takes it away when they are deleted and
 * nobody uses them.
 */
final class StorageObjectInUseProtection implements AdmissionPlugin {

    @Override
    public String name() {
        return "StorageObjectInUseProtection";
    }

    @Override
    public void admit(Attributes write) {
        if (write.creates("", "persistentvolumeclaims")) {
            protect(write, "kubernetes.io/pvc-protection");
        } else if (write.creates("", "persistentvolumes")) {
            protect(write, "kubernetes.io/pv-protection");
        } else if (write.creates("storage.k8s.io", "volumeattributesclasses")) {
            protect(write, "kubernetes.io/vac-protection");
        }
    }

    private static void protect(Attributes write, String finalizer) {
        ArrayNode finalizers = Trees.list(Trees.metadata(write.object()), "finalizers");
        if (finalizers.valueStream().noneMatch(present -> present.asText().equals(finalizer))) {
            finalizers.add(finalizer);
        }
    }
}
