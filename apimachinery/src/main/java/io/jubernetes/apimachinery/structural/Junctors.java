package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;

/** {@code allOf}, {@code anyOf}, {@code oneOf} and {@code not}. */
final class Junctors {

    /** What one of several schemas has against a value. */
    @FunctionalInterface
    interface Alternative {
        List<StatusCause> check(String path, JsonNode rules, JsonNode value);
    }

    private final Alternative alternative;
    private final List<StatusCause> causes;

    Junctors(Alternative alternative, List<StatusCause> causes) {
        this.alternative = alternative;
        this.causes = causes;
    }

    void check(String path, JsonNode rules, JsonNode value) {
        // an integer or a text is what the flag says already
        boolean said = Extensions.says(rules, Extensions.INT_OR_STRING);
        if (rules.has("anyOf") && !said) {
            anyOf(path, rules.get("anyOf"), value);
        }
        if (rules.has("oneOf")) {
            oneOf(path, rules.get("oneOf"), value);
        }
        if (rules.has("allOf")) {
            allOf(path, rules.get("allOf"), value);
        }
        JsonNode not = rules.path("not");
        if (not.isObject() && alternative.check(path, not, value).isEmpty()) {
            whole(path, "must not validate the schema (not)");
        }
    }

    private void anyOf(String path, JsonNode schemas, JsonNode value) {
        List<StatusCause> nearest = null;
        for (JsonNode schema : schemas) {
            List<StatusCause> found = alternative.check(path, schema, value);
            if (found.isEmpty()) {
                return;
            }
            nearest = nearest == null || found.size() < nearest.size() ? found : nearest;
        }
        if (nearest != null) {
            whole(path, "must validate at least one schema (anyOf)");
            causes.addAll(nearest);
        }
    }

    private void oneOf(String path, JsonNode schemas, JsonNode value) {
        List<StatusCause> nearest = List.of();
        int valid = 0;
        for (JsonNode schema : schemas) {
            List<StatusCause> found = alternative.check(path, schema, value);
            valid += found.isEmpty() ? 1 : 0;
            nearest = nearest.isEmpty() || found.size() < nearest.size() ? found : nearest;
        }
        if (valid == 0 && !schemas.isEmpty()) {
            whole(path, "must validate one and only one schema (oneOf). Found none valid");
            causes.addAll(nearest);
        } else if (valid > 1) {
            whole(path, "must validate one and only one schema (oneOf). Found " + valid + " valid alternatives");
        }
    }

    private void allOf(String path, JsonNode schemas, JsonNode value) {
        int valid = 0;
        for (JsonNode schema : schemas) {
            List<StatusCause> found = alternative.check(path, schema, value);
            causes.addAll(found);
            valid += found.isEmpty() ? 1 : 0;
        }
        if (valid < schemas.size()) {
            whole(path, "must validate all the schemas (allOf)" + (valid == 0 ? ". None validated" : ""));
        }
    }

    private void whole(String path, String what) {
        causes.add(Causes.ofWhole("\"" + path + "\" " + what));
    }
}
