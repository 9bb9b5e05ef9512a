package io.jubernetes.apimachinery.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A decoded object.
 *
 * @param object of a field written twice, the last value
 * @param duplicateFields the paths of the fields written more than once, for instance {@code spec.containers[0].image}
 */
public record DecodedObject(ObjectNode object, List<String> duplicateFields) {

    public DecodedObject {
        duplicateFields = List.copyOf(duplicateFields);
    }
}
