package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** PersistentVolumes. */
final class PersistentVolumeStrategy implements Strategy {

    private static final List<String> AROUND_THE_SOURCE = List.of(
            "accessModes",
            "capacity",
            "claimRef",
            "mountOptions",
            "nodeAffinity",
            "persistentVolumeReclaimPolicy",
            "storageClassName",
            "volumeAttributesClassName",
            "volumeMode");

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status").put("phase", "Pending");
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        if (!Trees.sameMeaning(source(next, previous), source(previous, previous))) {
            problems.forbidden(
                    "spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation");
        }
        JsonNode mode = Trees.at(next, "spec.volumeMode");
        if (!Trees.sameMeaning(mode, Trees.at(previous, "spec.volumeMode"))) {
            problems.invalid("volumeMode", mode, "field is immutable");
        }
    }

    /** Where the volume is. A secret for its growth may come later. */
    private static JsonNode source(ObjectNode volume, ObjectNode previous) {
        ObjectNode spec = Trees.object(volume.deepCopy(), "spec");
        spec.remove(AROUND_THE_SOURCE);
        if (Trees.isAbsent(Trees.at(previous, "spec.csi.controllerExpandSecretRef"))
                && spec.path("csi") instanceof ObjectNode csi) {
            csi.remove("controllerExpandSecretRef");
        }
        return spec;
    }

    @Override
    public boolean returnsDeleted() {
        return true;
    }
}
