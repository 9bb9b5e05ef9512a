package io.jubernetes.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.Function;

/**
 * A column of a table and how its cells come about.
 *
 * @param type {@code string}, {@code integer}, {@code boolean} or {@code date}
 * @param format {@code name} marks the column that holds the object's name
 * @param priority 0 is always shown, 1 only in wide output
 */
record Column(String name, String type, String format, int priority, Cell cell) {

    /** Makes a cell of an object. */
    @FunctionalInterface
    interface Cell {
        Cells.Cell of(JsonNode object);
    }

    static Column named(Function<JsonNode, String> value) {
        return new Column("Name", "string", "name", 0, object -> text(value.apply(object)));
    }

    static Column named() {
        return named(object -> Fields.text(object, "metadata.name"));
    }

    static Column age() {
        return timed("Age", object -> Fields.since(object, "metadata.creationTimestamp"));
    }

    static Column createdAt() {
        return new Column(
                "Created At", "date", "", 0, object -> text(Fields.text(object, "metadata.creationTimestamp")));
    }

    static Column text(String name, Function<JsonNode, String> value) {
        return new Column(name, "string", "", 0, object -> text(value.apply(object)));
    }

    static Column text(String name, String path) {
        return text(name, object -> Fields.text(object, path));
    }

    static Column text(String name, String path, String whenEmpty) {
        return text(name, object -> Fields.text(object, path, whenEmpty));
    }

    /** Text that may tell how long ago something was. */
    static Column timed(String name, Cell cell) {
        return new Column(name, "string", "", 0, cell);
    }

    static Cells.Cell text(String text) {
        return Cells.Cell.of(TextNode.valueOf(text));
    }

    static Column count(String name, Function<JsonNode, Long> value) {
        return new Column(name, "integer", "", 0, object -> Cells.Cell.of(LongNode.valueOf(value.apply(object))));
    }

    static Column count(String name, String path) {
        return count(name, object -> Fields.number(object, path));
    }

    /** The number of elements of a list or map. */
    static Column size(String name, String path) {
        return count(name, object -> (long) Fields.at(object, path).size());
    }

    static Column flag(String name, String path) {
        return new Column(
                name,
                "boolean",
                "",
                0,
                object -> Cells.Cell.of(
                        BooleanNode.valueOf(Fields.at(object, path).asBoolean(false))));
    }

    /** Shown only in wide output. */
    Column wide() {
        return new Column(name, type, format, 1, cell);
    }

    /** The same cells, declared as text as upstream does for some numbers. */
    Column asString() {
        return new Column(name, "string", format, priority, cell);
    }

    ObjectNode definition() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("type", type)
                .put("format", format)
                .put("description", name)
                .put("priority", priority);
    }
}
