package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;

/** How many replicas may be missing or too many while they are replaced: numbers or percentages. */
final class RollingUpdateValidation {

    private RollingUpdateValidation() {}

    static void validate(JsonNode rolling, String path, Problems problems) {
        if (Trees.isAbsent(rolling)) {
            problems.required(path, "this should be defaulted and never be nil");
            return;
        }
        JsonNode unavailable = rolling.path("maxUnavailable");
        JsonNode surge = rolling.path("maxSurge");
        number(unavailable, path + ".maxUnavailable", problems);
        number(surge, path + ".maxSurge", problems);
        if (value(unavailable) == 0 && value(surge) == 0) {
            problems.invalid(path + ".maxUnavailable", unavailable, "may not be 0 when `maxSurge` is 0");
        }
        if (unavailable.isTextual() && value(unavailable) > 100) {
            problems.invalid(path + ".maxUnavailable", unavailable, "must not be greater than 100%");
        }
    }

    private static void number(JsonNode number, String path, Problems problems) {
        if (number.isTextual() && !number.asText().matches("[0-9]{1,9}%")) {
            problems.invalid(
                    path,
                    number,
                    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', "
                            + "regex used for validation is '[0-9]+%')");
        } else if (number.asLong(0) < 0) {
            problems.invalid(path, number, "must be greater than or equal to 0");
        }
    }

    private static long value(JsonNode number) {
        String text = number.asText("0").replace("%", "");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException reported) {
            return -1;
        }
    }
}
