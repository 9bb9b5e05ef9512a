package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.List;
import java.util.Random;

/** Objects in the form that is stored: without what the wire has no way to say, that is empty lists and plain zeros. */
final class RandomObjects {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of("a", "1Gi", "TCP", "größe", "\u0000", "x".repeat(300));
    private static final int DEEP = 12;

    private final Schema schema;
    private final Random random;

    RandomObjects(Schema schema, Random random) {
        this.schema = schema;
        this.random = random;
    }

    /** @param all whether no field is left out, up to a depth */
    ObjectNode object(TypeSchema type, int depth, boolean all) {
        ObjectNode object = NODES.objectNode();
        for (Field field : type.declared()) {
            TypeSchema inlined = field.inline() ? schema.structure(field.type()) : null;
            boolean chosen = all ? depth < 5 : random.nextInt(depth + 2) == 0;
            if (field.proto() == 0) {
                continue;
            }
            if (inlined != null) {
                object.setAll(object(inlined, depth, all));
            } else if (chosen && depth < DEEP) {
                object.set(field.name(), field(field, depth + 1, all));
            }
        }
        return object;
    }

    private JsonNode field(Field field, int depth, boolean all) {
        boolean zero = random.nextInt(4) == 0 && (field.wire().pointer() || field.required());
        return zero && schema.resolve(field.type()) instanceof TypeRef.Scalar(TypeRef.Kind kind)
                ? ScalarForm.of(kind).zero()
                : value(field.type(), depth, all);
    }

    private JsonNode value(TypeRef ref, int depth, boolean all) {
        return switch (schema.resolve(ref)) {
            case TypeRef.Named(String name) -> named(schema.type(name), depth, all);
            case TypeRef.ListOf(TypeRef element) -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(2) + 1; i > 0; i--) {
                    array.add(value(element, depth, all));
                }
                yield array;
            }
            case TypeRef.MapOf(TypeRef value) ->
                NODES.objectNode()
                        .<ObjectNode>set("k", value(value, depth, all))
                        .set("", value(value, depth, all));
            case TypeRef.Scalar(TypeRef.Kind kind) -> scalar(kind);
            case TypeRef.AnyJson() -> any(ref, depth, all);
            case TypeRef.Bytes() -> NODES.textNode("YWJj");
        };
    }

    private JsonNode any(TypeRef ref, int depth, boolean all) {
        String name = ref instanceof TypeRef.Named(String n) ? n : "";
        if (name.contains(".JSONSchemaPropsOr") && random.nextBoolean()) {
            return object(
                    schema.type(name.substring(0, name.indexOf("Or", name.indexOf("JSONSchemaProps")))), depth, all);
        }
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "JSONSchemaPropsOrBool" -> NODES.booleanNode(random.nextBoolean());
            case "JSONSchemaPropsOrStringArray" -> NODES.arrayNode().add("a").add("b");
            case "JSONSchemaPropsOrArray" -> NODES.arrayNode().add(NODES.objectNode());
            default -> NODES.objectNode().put("any", true).put("number", 1.5);
        };
    }

    private JsonNode named(TypeSchema type, int depth, boolean all) {
        return switch (type.form()) {
            case OBJECT, ALIAS, ANY -> object(type, depth, all);
            case QUANTITY -> NODES.textNode("1500M");
            case INT_OR_STRING -> random.nextBoolean() ? NODES.textNode("25%") : NODES.numberNode(-7);
            case TIME -> NODES.textNode("2026-01-02T03:04:05Z");
            case MICRO_TIME -> NODES.textNode("2026-01-02T03:04:05.123456Z");
            case DURATION -> NODES.textNode("1m30.5s");
        };
    }

    private JsonNode scalar(TypeRef.Kind kind) {
        return switch (kind) {
            case STRING -> NODES.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
            case BOOL -> NODES.booleanNode(true);
            case INT32 -> Json.integer(random.nextInt() | 1);
            case INT64 -> Json.integer(random.nextLong() | 1);
            case FLOAT64 -> random.nextBoolean() ? NODES.numberNode(0.5) : Json.integer(-3);
        };
    }
}
