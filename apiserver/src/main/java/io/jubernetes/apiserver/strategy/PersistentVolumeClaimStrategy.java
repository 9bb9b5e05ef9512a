package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** PersistentVolumeClaims: what is claimed does not change, except that it may grow. */
final class PersistentVolumeClaimStrategy implements Strategy {

    private static final String FORBIDDEN = "spec is immutable after creation except resources.requests and "
            + "volumeAttributesClassName for bound claims";

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status").put("phase", "Pending");
    }

    @Override
    public void validate(ObjectNode object, Problems problems) {
        if (Trees.at(object, "spec.accessModes").isEmpty()) {
            problems.required("spec.accessModes", "at least 1 access mode is required");
        }
        if (Trees.isBlank(Trees.at(object, "spec.resources.requests.storage"))) {
            problems.required("spec.resources[storage]");
        }
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        validate(next, problems);
        ObjectNode now = Trees.object(next.deepCopy(), "spec");
        ObjectNode before = Trees.object(previous.deepCopy(), "spec");
        for (ObjectNode spec : List.of(now, before)) {
            spec.remove(List.of("resources", "volumeAttributesClassName"));
        }
        if (Trees.isBlank(before.path("volumeName"))) {
            now.remove("volumeName");
        }
        if (Trees.isBlank(before.path("storageClassName"))) {
            now.remove("storageClassName");
        }
        if (!Trees.sameMeaning(now, before)) {
            problems.forbidden("spec", FORBIDDEN);
        }
    }

    @Override
    public boolean returnsDeleted() {
        return true;
    }
}
