package io.jubernetes.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;

/** Values as Go prints them: {@code map[a:b]} and {@code [x y]}. */
final class GoText {

    private GoText() {}

    static String of(JsonNode value) {
        return switch (value) {
            case ObjectNode object ->
                Sorted.fields(object).stream()
                        .map(field -> field.getKey() + ":" + of(field.getValue()))
                        .collect(Collectors.joining(" ", "map[", "]"));
            case ArrayNode array -> array.valueStream().map(GoText::of).collect(Collectors.joining(" ", "[", "]"));
            default -> value.isNull() ? "<nil>" : value.asText();
        };
    }
}
