package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Describes objects of any kind: every field by its name. */
final class GenericDescriber implements Describer {

    private static final Set<String> SHOWN_ABOVE =
            Set.of("name", "namespace", "labels", "annotations", "managedFields");
    private static final Set<String> ABBREVIATIONS =
            Set.of("api", "url", "uid", "osb", "guid", "ip", "id", "tls", "http");

    @Override
    public void describe(Context context, Writer out) {
        JsonNode metadata = context.metadata();
        out.field("Name", context.located().name());
        out.field("Namespace", context.located().namespace());
        out.labels(0, "Labels", metadata.path("labels"));
        out.annotations(0, metadata.path("annotations"));
        ObjectNode rest = context.object().deepCopy();
        if (rest.path("metadata") instanceof ObjectNode shown) {
            SHOWN_ABOVE.forEach(shown::remove);
        }
        fields(rest, 0, out);
    }

    private static void fields(ObjectNode object, int level, Writer out) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
        sorted.forEach((key, value) -> field(label(key), value, level, out));
    }

    private static void field(String label, JsonNode value, int level, Writer out) {
        switch (value) {
            case ObjectNode object -> {
                out.line(level, label + ":");
                fields(object, level + 1, out);
            }
            case ArrayNode array -> {
                out.line(level, label + ":");
                for (JsonNode item : array) {
                    if (item instanceof ObjectNode object) {
                        fields(object, level + 1, out);
                    } else {
                        out.line(level + 1, item.asText());
                    }
                }
            }
            default -> out.field(level, label, value.isNull() ? "<nil>" : value.asText());
        }
    }

    /** {@code apiVersion} as {@code API Version}, {@code creationTimestamp} as {@code Creation Timestamp}. */
    static String label(String field) {
        if (field.contains("/") || field.contains(".") || field.contains("-")) {
            return field;
        }
        StringBuilder label = new StringBuilder();
        for (String word : field.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")) {
            String lower = word.toLowerCase(Locale.ROOT);
            label.append(label.isEmpty() ? "" : " ")
                    .append(
                            ABBREVIATIONS.contains(lower)
                                    ? word.toUpperCase(Locale.ROOT)
                                    : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return label.toString();
    }
}
