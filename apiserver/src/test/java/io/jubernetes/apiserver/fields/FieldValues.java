package io.jubernetes.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.ArrayList;
import java.util.List;

/** Makes a value for any field: what the table of particular values says, else the smallest that its type has. */
final class FieldValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEP = 8;

    private final Schema schema = Schema.kubernetes();
    private final JsonNode particular;
    private final JsonNode rivals;

    /**
     * @param particular values by {@code Type.field} or {@code Type}, for those that cannot be just anything
     * @param rivals by type, fields of which an object has no more than one
     */
    FieldValues(JsonNode particular, JsonNode rivals) {
        this.particular = particular;
        this.rivals = rivals;
    }

    /** Puts a value at the end of the path, and on the way there what is missing. */
    void put(ObjectNode object, FieldPath path) {
        ObjectNode at = object;
        for (FieldPath.Step step : path.steps().subList(0, path.steps().size() - 1)) {
            at = entered(at, step);
        }
        FieldPath.Step last = path.last();
        removeRivals(at, last);
        if (!at.has(last.field().name())) {
            at.set(last.field().name(), value(last.owner(), last.field(), 0));
        }
    }

    private void removeRivals(ObjectNode at, FieldPath.Step step) {
        List<String> names = new ArrayList<>();
        rivals.path(step.owner().shortName()).forEach(name -> names.add(name.asText()));
        if (names.remove(step.field().name())) {
            at.remove(names);
        }
    }

    private ObjectNode entered(ObjectNode at, FieldPath.Step step) {
        String name = step.field().name();
        removeRivals(at, step);
        if (!at.path(name).isContainerNode() || at.path(name).isEmpty()) {
            at.set(name, value(step.owner(), step.field(), 0));
        }
        return switch (schema.resolve(step.field().type())) {
            case TypeRef.ListOf list -> (ObjectNode) at.path(name).path(0);
            case TypeRef.MapOf map -> (ObjectNode) at.path(name).path(FieldPath.KEY);
            default -> (ObjectNode) at.path(name);
        };
    }

    JsonNode value(TypeSchema owner, Field field, int depth) {
        JsonNode said = particular.path(owner.shortName() + "." + field.name());
        return said.isMissingNode() ? value(field.type(), depth) : said.deepCopy();
    }

    private JsonNode value(TypeRef ref, int depth) {
        TypeSchema declared = ref instanceof TypeRef.Named(String name) ? schema.find(name) : null;
        if (declared != null && particular.has(declared.shortName())) {
            return particular.get(declared.shortName()).deepCopy();
        }
        if (declared != null && !declared.enumValues().isEmpty()) {
            return NODES.textNode(declared.enumValues().getFirst());
        }
        return switch (schema.resolve(ref)) {
            case TypeRef.Named(String name) -> named(schema.type(name), depth);
            case TypeRef.ListOf(TypeRef element) -> {
                ArrayNode list = NODES.arrayNode();
                yield list.add(value(element, depth));
            }
            case TypeRef.MapOf(TypeRef value) -> NODES.objectNode().set(FieldPath.KEY, value(value, depth));
            case TypeRef.Scalar(TypeRef.Kind kind) -> scalar(kind);
            case TypeRef.AnyJson any -> NODES.objectNode().put("any", "json");
            case TypeRef.Bytes bytes -> NODES.textNode("YWJj");
        };
    }

    /** With the fields that Go always writes: they are most of what validation asks for. */
    private JsonNode named(TypeSchema type, int depth) {
        return switch (type.form()) {
            case OBJECT, ALIAS, ANY -> {
                ObjectNode object = NODES.objectNode();
                type.fields().values().stream()
                        .filter(field -> field.required() && depth < DEEP)
                        .forEach(field -> object.set(field.name(), value(type, field, depth + 1)));
                yield object;
            }
            case QUANTITY -> NODES.textNode("1");
            case INT_OR_STRING -> NODES.numberNode(1);
            case TIME -> NODES.textNode("2026-01-02T03:04:05Z");
            case MICRO_TIME -> NODES.textNode("2026-01-02T03:04:05.123456Z");
            case DURATION -> NODES.textNode("1m30s");
        };
    }

    private static JsonNode scalar(TypeRef.Kind kind) {
        return switch (kind) {
            case STRING -> NODES.textNode("a");
            case BOOL -> NODES.booleanNode(true);
            case INT32, INT64 -> Json.integer(1);
            case FLOAT64 -> NODES.numberNode(0.5);
        };
    }
}
