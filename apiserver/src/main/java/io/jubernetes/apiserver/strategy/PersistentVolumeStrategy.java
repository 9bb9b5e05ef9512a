package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;

/** PersistentVolumes. */
final class PersistentVolumeStrategy implements Strategy {

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status").put("phase", "Pending");
    }

    @Override
    public void validate(ObjectNode object, Problems problems) {
        if (Trees.at(object, "spec.accessModes").isEmpty()) {
            problems.required("spec.accessModes");
        }
        if (Trees.at(object, "spec.capacity").isEmpty()) {
            problems.required("spec.capacity");
        }
    }

    @Override
    public boolean returnsDeleted() {
        return true;
    }
}
