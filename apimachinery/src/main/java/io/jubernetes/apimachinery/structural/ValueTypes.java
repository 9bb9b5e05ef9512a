package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** The types of JSON values as OpenAPI names them. */
final class ValueTypes {

    private ValueTypes() {}

    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "null";
        };
    }

    /** @param wanted one or more types, with commas between */
    static boolean fits(String wanted, String actual, JsonNode value) {
        return Arrays.stream(wanted.split(","))
                .anyMatch(type -> type.equals(actual)
                        || type.equals("number") && actual.equals("integer")
                        || type.equals("integer") && actual.equals("number") && GoNumber.isInteger(value));
    }
}
