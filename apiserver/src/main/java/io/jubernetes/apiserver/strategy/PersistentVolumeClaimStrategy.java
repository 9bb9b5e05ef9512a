package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.quantity.Quantity;
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
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        ObjectNode now = Trees.object(next.deepCopy(), "spec");
        ObjectNode before = Trees.object(previous.deepCopy(), "spec");
        for (ObjectNode spec : List.of(now, before)) {
            spec.remove("volumeAttributesClassName");
        }
        if (Trees.text(previous, "status.phase").equals("Bound")) {
            size(next, previous, problems);
            Trees.object(Trees.object(now, "resources"), "requests")
                    .set("storage", Trees.at(before, "resources.requests.storage"));
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

    /** A claim whose growth failed may ask for less again, if for more than it has. */
    private static void size(ObjectNode next, ObjectNode previous, Problems problems) {
        Quantity now = quantity(next, "spec.resources.requests.storage");
        boolean less = now.compareTo(quantity(previous, "spec.resources.requests.storage")) < 0;
        if (less && now.compareTo(quantity(previous, "status.capacity.storage")) <= 0) {
            problems.forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
        }
    }

    private static Quantity quantity(ObjectNode claim, String path) {
        return Quantity.parse(Trees.at(claim, path).asText("0"));
    }

    @Override
    public boolean returnsDeleted() {
        return true;
    }
}
