package io.jubernetes.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The fields of objects in the order of their names. */
final class Sorted {

    private Sorted() {}

    static List<Map.Entry<String, JsonNode>> fields(ObjectNode object) {
        return object.properties().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .toList();
    }
}
