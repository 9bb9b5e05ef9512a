package io.jubernetes.apimachinery.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Turns a composed YAML document into a JSON tree. Each alias becomes a copy, so their sum is bounded. */
final class YamlTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_NODES = 2_000_000;

    private final List<String> duplicates = new ArrayList<>();
    private final StringBuilder path = new StringBuilder();
    private final Map<Node, Boolean> open = new IdentityHashMap<>();
    private int nodes;
    private int depth;

    List<String> duplicateFields() {
        return duplicates;
    }

    JsonNode convert(Node node) {
        if (++nodes > MAX_NODES || depth > Json.MAX_DEPTH) {
            throw new YAMLException(Yaml.where(node.getStartMark()) + "the document expands to too much");
        }
        if (node
                instanceof
                ScalarNode scalar) { // a switch over types takes long the first time, and the CLI begins with this
            return YamlScalar.convert(scalar);
        }
        if (node instanceof SequenceNode sequence) {
            return inside(node, () -> sequence(sequence));
        }
        if (node instanceof MappingNode mapping) {
            return inside(node, () -> mapping(mapping));
        }
        throw new YAMLException(Yaml.where(node.getStartMark()) + "not a value");
    }

    private interface Conversion {
        JsonNode run();
    }

    private JsonNode inside(Node node, Conversion conversion) {
        if (open.put(node, true) != null) {
            throw new YAMLException(Yaml.where(node.getStartMark()) + "an anchor contains itself");
        }
        depth++;
        try {
            return conversion.run();
        } finally {
            depth--;
            open.remove(node);
        }
    }

    private ArrayNode sequence(SequenceNode sequence) {
        ArrayNode array = NODES.arrayNode();
        int length = path.length();
        for (Node item : sequence.getValue()) {
            path.append('[').append(array.size()).append(']');
            array.add(convert(item));
            path.setLength(length);
        }
        return array;
    }

    private ObjectNode mapping(MappingNode mapping) {
        ObjectNode object = NODES.objectNode();
        Set<String> own = new HashSet<>();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (YamlScalar.isMerge(entry.getKeyNode())) {
                merged.add(entry.getValueNode());
            } else {
                entry(object, own, entry);
            }
        }
        merged.forEach(m -> merge(object, m));
        return object;
    }

    private void entry(ObjectNode object, Set<String> own, NodeTuple entry) {
        String key = key(entry.getKeyNode());
        int length = path.length();
        path.append(length == 0 ? "" : ".").append(key);
        if (!own.add(key) && duplicates.size() < 100 && !duplicates.contains(path.toString())) {
            duplicates.add(path.toString());
        }
        object.set(key, convert(entry.getValueNode()));
        path.setLength(length);
    }

    private static String key(Node node) {
        if (node instanceof ScalarNode scalar) {
            JsonNode value = YamlScalar.convert(scalar);
            return value.isTextual() ? value.textValue() : value.isNull() ? "null" : value.asText();
        }
        throw new YAMLException(Yaml.where(node.getStartMark()) + "a key must be a scalar");
    }

    /** The fields of a merge key's value stand behind the mapping's own. */
    private void merge(ObjectNode object, Node source) {
        JsonNode value = convert(source);
        if (value instanceof ArrayNode list) {
            list.forEach(item -> addMissing(object, item, source));
        } else {
            addMissing(object, value, source);
        }
    }

    private static void addMissing(ObjectNode object, JsonNode value, Node source) {
        if (!value.isObject()) {
            throw new YAMLException(Yaml.where(source.getStartMark()) + "a merge key needs a mapping");
        }
        value.properties().forEach(e -> {
            if (!object.has(e.getKey())) {
                object.set(e.getKey(), e.getValue());
            }
        });
    }
}
