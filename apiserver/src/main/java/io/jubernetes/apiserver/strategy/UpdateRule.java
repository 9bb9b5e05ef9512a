package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.fieldmanagement.FieldScope;
import io.jubernetes.apiserver.validation.Problems;

/** How an object may be changed through one of its paths: itself, its status, another subresource. */
public interface UpdateRule {

    /** Takes back from the previous object what this path does not change, and adds what the server knows. */
    void prepare(ObjectNode next, ObjectNode previous);

    void validate(ObjectNode next, ObjectNode previous, Problems problems);

    /** Which part of the object the rules of its type are asked about. */
    default Part part() {
        return Part.NOTHING;
    }

    /** Parts of an object. */
    enum Part {
        /** All but the status. */
        OBJECT,
        STATUS,
        NOTHING
    }

    /** What it can change; nobody comes to own the rest through it. */
    default FieldScope scope() {
        return FieldScope.ALL;
    }
}
