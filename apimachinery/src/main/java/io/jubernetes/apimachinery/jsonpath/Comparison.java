package io.jubernetes.apimachinery.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;

/** The comparisons of filters: numbers by amount, texts by characters, the rest by equality alone. */
final class Comparison {

    private Comparison() {}

    static boolean holds(JsonNode left, String operator, JsonNode right) {
        boolean ordered = left.isNumber() && right.isNumber() || left.isTextual() && right.isTextual();
        if (!ordered) {
            return switch (operator) {
                case "==" -> left.equals(right);
                case "!=" -> !left.equals(right);
                default -> false;
            };
        }
        int order = left.isNumber()
                ? left.decimalValue().compareTo(right.decimalValue())
                : left.textValue().compareTo(right.textValue());
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}
