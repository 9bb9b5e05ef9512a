package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.schema.ListKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with a configuration that is to be applied: it must fit the schema without remainder. */
final class ConfigCheck {

    private final List<String> problems = new ArrayList<>();

    private ConfigCheck() {}

    /** All that is wrong, as one text; empty when nothing is. */
    static String problems(Shape shape, JsonNode config) {
        ConfigCheck check = new ConfigCheck();
        check.value("", shape, config);
        return switch (check.problems.size()) {
            case 0 -> "";
            case 1 -> check.problems.getFirst();
            default -> "errors:\n  " + String.join("\n  ", check.problems);
        };
    }

    private void add(String path, String problem) {
        problems.add(path.isEmpty() ? problem : path + ": " + problem);
    }

    private void value(String path, Shape declared, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        switch (declared) {
            case Shape.Scalar(Shape.Kind kind) -> scalar(path, kind, value);
            case Shape.Fields fields -> fields(path, fields, value);
            case Shape.Items items -> items(path, items, value);
            case Shape.Free f -> {}
        }
    }

    private void scalar(String path, Shape.Kind kind, JsonNode value) {
        switch (kind) {
            case STRING -> {
                if (!value.isTextual()) {
                    add(path, "expected string, got &value.valueUnstructured{Value:" + go(value) + "}");
                }
            }
            case NUMBER -> {
                if (!value.isNumber()) {
                    add(path, "expected numeric (int or float), got " + goType(value));
                }
            }
            case BOOLEAN -> {
                if (!value.isBoolean()) {
                    add(path, "expected boolean, got &{" + go(value) + "}");
                }
            }
            case ANY -> {
                if (value.isContainerNode()) {
                    add(path, "expected any scalar, got &{" + go(value) + "}");
                }
            }
        }
    }

    private void fields(String path, Shape.Fields fields, JsonNode value) {
        if (!value.isObject()) {
            add(path, "expected map, got &{" + go(value) + "}");
            return;
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            Shape child = fields.child(field.getKey());
            String below = path + "." + field.getKey();
            if (child == null) {
                add(below, "field not declared in schema");
            } else {
                value(below, child, field.getValue());
            }
        }
    }

    private void items(String path, Shape.Items items, JsonNode list) {
        if (!list.isArray()) {
            add(path, "expected list, got &{" + go(list) + "}");
            return;
        }
        Set<PathElement> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String element = items.kind() == ListKind.ATOMIC ? "[" + i + "]" : element(path, items, list, i, seen);
            if (element.isEmpty()) {
                return;
            }
            value(path + element, items.element(), list.get(i));
        }
    }

    /** Empty when the item cannot be told from others. */
    private String element(String path, Shape.Items items, JsonNode list, int index, Set<PathElement> seen) {
        try {
            PathElement element = ItemKey.of(items, list.get(index));
            if (!seen.add(element)) {
                add(path, "duplicate entries for key " + element);
            }
            return element.toString();
        } catch (IllegalArgumentException untold) {
            add(path, "element " + index + ": " + untold.getMessage());
            return "";
        }
    }

    /** A value as Go prints it. */
    private static String go(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(e -> e.getKey() + ":" + go(e.getValue()))
                    .sorted()
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (value.isArray()) {
            return value.valueStream().map(ConfigCheck::go).collect(Collectors.joining(" ", "[", "]"));
        }
        return value.isNull() ? "<nil>" : value.asText();
    }

    private static String goType(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case ARRAY -> "[]interface {}";
            case OBJECT -> "map[string]interface {}";
            default -> "float64";
        };
    }
}
