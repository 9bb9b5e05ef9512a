package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.cel.value.MapValue;
import io.jubernetes.apiserver.cel.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object with fields, or a map, of a tree. A field without a value is not there. */
record JsonMap(ObjectNode node, JsonNode schema) implements MapValue {

    @Override
    public int size() {
        return node.size();
    }

    @Override
    public @Nullable Object find(Object key) {
        if (!(key instanceof String escaped)) {
            return null;
        }
        boolean fields = Keywords.hasProperties(schema);
        String name = fields ? Escaping.unescape(escaped) : escaped;
        JsonNode value = name == null ? null : node.get(name);
        if (name == null || value == null || fields && value.isNull()) {
            return null;
        }
        JsonNode of = Keywords.property(schema, name);
        return of == null ? null : SchemaValues.of(value, of);
    }

    @Override
    public Iterable<Object> keys() {
        boolean fields = Keywords.hasProperties(schema);
        List<Object> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(name -> {
            String key = fields ? Escaping.escape(name) : name;
            if (key != null && Keywords.property(schema, name) != null) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** What no schema describes counts too. */
    @Override
    public boolean isSameAs(MapValue other) {
        if (size() != other.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode of = Keywords.property(schema, entry.getKey());
            if (of == null || !(other instanceof JsonMap)) {
                JsonNode theirs = other instanceof JsonMap map ? map.node.get(entry.getKey()) : null;
                Object value = theirs == null ? other.find(entry.getKey()) : null;
                boolean same = theirs != null
                        ? theirs.equals(entry.getValue())
                        : of != null && value != null && Values.equal(SchemaValues.of(entry.getValue(), of), value);
                if (!same) {
                    return false;
                }
            } else if (!sameField(entry, of, (JsonMap) other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameField(Map.Entry<String, JsonNode> entry, JsonNode of, JsonMap other) {
        JsonNode theirs = other.node.get(entry.getKey());
        JsonNode theirSchema = Keywords.property(other.schema, entry.getKey());
        return theirs != null
                && theirSchema != null
                && Values.equal(SchemaValues.of(entry.getValue(), of), SchemaValues.of(theirs, theirSchema));
    }
}
