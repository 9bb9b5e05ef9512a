package io.jubernetes.scheduler.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads an object field by field; what nobody asked for is unknown and refused by {@link #end}. */
final class Fields {

    private final String path;
    private final ObjectNode object;
    private final Set<String> read = new TreeSet<>(Set.of("apiVersion", "kind"));

    Fields(String path, JsonNode value) {
        if (!(value instanceof ObjectNode node)) {
            throw new InvalidConfigurationException(path, "must be an object");
        }
        this.path = path;
        this.object = node;
    }

    static Fields none() {
        return new Fields("args", JsonNodeFactory.instance.objectNode());
    }

    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** The value as it is; missing when there is none. */
    JsonNode value(String field) {
        read.add(field);
        JsonNode value = object.path(field);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    String text(String field, String otherwise) {
        JsonNode value = value(field);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw invalid(field, "must be a string");
        }
        return value.isMissingNode() ? otherwise : value.textValue();
    }

    boolean flag(String field) {
        return value(field).asBoolean(false);
    }

    int number(String field, int otherwise, int min, int max) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < min || value.intValue() > max) {
            throw invalid(field, "Invalid value: " + value + ": must be in the range [" + min + ", " + max + "]");
        }
        return value.intValue();
    }

    Fields object(String field) {
        JsonNode value = value(field);
        return new Fields(path(field), value.isMissingNode() ? JsonNodeFactory.instance.objectNode() : value);
    }

    List<String> texts(String field) {
        return value(field).valueStream().map(JsonNode::asText).toList();
    }

    <T> List<T> list(String field, Function<Fields, T> each) {
        List<T> all = new ArrayList<>();
        for (JsonNode item : value(field)) {
            Fields fields = new Fields(path(field) + "[" + all.size() + "]", item);
            all.add(each.apply(fields));
            fields.end();
        }
        return all;
    }

    InvalidConfigurationException invalid(String field, String problem) {
        return new InvalidConfigurationException(path(field), problem);
    }

    /** Takes fields that mean nothing here without looking at them. */
    Fields ignore(String... fields) {
        read.addAll(List.of(fields));
        return this;
    }

    void end() {
        object.fieldNames().forEachRemaining(field -> {
            if (!read.contains(field)) {
                throw invalid(field, "unknown field");
            }
        });
    }
}
