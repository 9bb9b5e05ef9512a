package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A constant that the server fills in where nothing stands, perhaps only when neighbours have certain values.
 *
 * @param path names of fields down from the type; parents that are absent are not created
 * @param cases the first whose conditions hold gives the value
 */
public record PathDefault(List<String> path, List<Case> cases) {

    /**
     * @param when neighbour's name → null (it must be absent), a value, or an array of accepted values
     */
    public record Case(@Nullable JsonNode when, JsonNode value) {

        boolean holds(ObjectNode owner) {
            if (when == null) {
                return true;
            }
            for (Map.Entry<String, JsonNode> condition : when.properties()) {
                if (!accepts(condition.getValue(), owner.get(condition.getKey()))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean accepts(JsonNode wanted, @Nullable JsonNode actual) {
            if (wanted.isNull() || actual == null || actual.isNull()) {
                return wanted.isNull() && (actual == null || actual.isNull() || PathDefault.isEmpty(actual));
            }
            if (!wanted.isArray()) {
                return wanted.equals(actual);
            }
            for (JsonNode accepted : wanted) {
                if (accepted.equals(actual)) {
                    return true;
                }
            }
            return false;
        }
    }

    static PathDefault of(String path, JsonNode written) {
        return new PathDefault(Arrays.asList(path.split("\\.")), cases(written));
    }

    private static List<Case> cases(JsonNode written) {
        if (written.has("$cases")) {
            return written.get("$cases").valueStream().map(PathDefault::oneCase).toList();
        }
        return List.of(oneCase(written));
    }

    private static Case oneCase(JsonNode written) {
        return written.has("$value") ? new Case(written.get("$when"), written.get("$value")) : new Case(null, written);
    }

    void apply(ObjectNode object) {
        JsonNode owner = object;
        for (String parent : path.subList(0, path.size() - 1)) {
            owner = owner.path(parent);
        }
        if (owner instanceof ObjectNode target && isAbsent(target.get(path.getLast()))) {
            cases.stream()
                    .filter(c -> c.holds(target))
                    .findFirst()
                    .ifPresent(c -> target.set(path.getLast(), c.value().deepCopy()));
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }

    static boolean isAbsent(@Nullable JsonNode value) {
        return value == null || value.isNull();
    }
}
