package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A step of a path: a field by name, an item of a list by its keys or its value, or an item by its place. Equal when written
 * the same; in the order in which {@code fieldsV1} lists them.
 */
public final class PathElement implements Comparable<PathElement> {

    /** The kinds in their order, with the letter that tells them apart. */
    enum Kind {
        FIELD('f'),
        KEY('k'),
        VALUE('v'),
        INDEX('i');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    private final Kind kind;
    private final String text;
    private final JsonNode value;

    private PathElement(Kind kind, String text, JsonNode value) {
        this.kind = kind;
        this.text = text;
        this.value = value;
    }

    public static PathElement field(String name) {
        return new PathElement(Kind.FIELD, name, MissingNode.getInstance());
    }

    /** The item with these keys. @param keys by name, in the order of their names */
    static PathElement key(ObjectNode keys) {
        StringBuilder text = new StringBuilder("{");
        keys.properties()
                .forEach(key -> text.append(text.length() == 1 ? "" : ",")
                        .append(Values.quoted(key.getKey()))
                        .append(':')
                        .append(Values.json(key.getValue())));
        return new PathElement(Kind.KEY, text.append('}').toString(), keys);
    }

    /** The item that is this scalar. */
    static PathElement value(JsonNode scalar) {
        return new PathElement(Kind.VALUE, Values.json(scalar), scalar);
    }

    /**
     * Reads the form that {@link #serialized} writes; null for kinds that are not known.
     *
     * @throws IllegalArgumentException for what is no path element
     */
    static @Nullable PathElement parse(String serialized) {
        if (serialized.length() < 2 || serialized.charAt(1) != ':') {
            throw new IllegalArgumentException("not a path element: " + serialized);
        }
        String text = serialized.substring(2);
        return switch (serialized.charAt(0)) {
            case 'f' -> field(text);
            case 'k' -> parseKey(text);
            case 'v' -> value(json(text));
            case 'i' -> new PathElement(Kind.INDEX, text, Json.integer(Integer.parseInt(text)));
            default -> null;
        };
    }

    private static PathElement parseKey(String text) {
        if (!(json(text) instanceof ObjectNode keys) || keys.isEmpty()) {
            throw new IllegalArgumentException("not the keys of an item: " + text);
        }
        ObjectNode sorted = Json.object();
        keys.propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(key -> sorted.set(key.getKey(), key.getValue()));
        return key(sorted);
    }

    private static JsonNode json(String text) {
        try {
            return Json.decodeValue(text.getBytes(StandardCharsets.UTF_8));
        } catch (ApiException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The field's name; empty for other kinds. */
    String fieldName() {
        return kind == Kind.FIELD ? text : "";
    }

    boolean isField() {
        return kind == Kind.FIELD;
    }

    /** As {@code fieldsV1} writes it: {@code f:name}, <code>k:{"name":"a"}</code>, {@code v:"a"}, {@code i:0}. */
    String serialized() {
        return kind.letter + ":" + text;
    }

    @Override
    public int compareTo(PathElement other) {
        if (kind != other.kind) {
            return kind.compareTo(other.kind);
        }
        return switch (kind) {
            case FIELD -> text.compareTo(other.text);
            case KEY -> text.equals(other.text) ? 0 : compareKeys(value, other.value);
            case VALUE, INDEX -> text.equals(other.text) ? 0 : Values.compare(value, other.value);
        };
    }

    private static int compareKeys(JsonNode a, JsonNode b) {
        Iterator<Map.Entry<String, JsonNode>> others = b.properties().iterator();
        for (Map.Entry<String, JsonNode> mine : a.properties()) {
            if (!others.hasNext()) {
                return 1;
            }
            Map.Entry<String, JsonNode> other = others.next();
            int byName = mine.getKey().compareTo(other.getKey());
            int order = byName == 0 ? Values.compare(mine.getValue(), other.getValue()) : byName;
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathElement that && kind == that.kind && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode() * 31 + kind.ordinal();
    }

    /** As messages write it: {@code .name}, {@code [name="a",port=80]}, {@code [="a"]}, {@code [0]}. */
    @Override
    public String toString() {
        return switch (kind) {
            case FIELD -> "." + text;
            case VALUE -> "[=" + text + "]";
            case INDEX -> "[" + text + "]";
            case KEY -> {
                StringJoiner parts = new StringJoiner(",", "[", "]");
                value.properties().forEach(e -> parts.add(e.getKey() + "=" + e.getValue()));
                yield parts.toString();
            }
        };
    }
}
