package io.jubernetes.apimachinery.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Objects of all kinds, mostly right and here and there wrong, go through everything that the schema drives. */
class AnyObjectTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of(
            "", "a", "1Gi", "100m", "TCP", "RollingUpdate", "2026-01-02T03:04:05Z", "YWJj", "-1", "9e99999", "\u0000");

    private final Schema schema = Schema.kubernetes();
    private final List<ResourceType> resources = Catalogue.kubernetes().all();

    @Property(tries = 2000)
    void isDecodedOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        String type = resources.get(random.nextInt(resources.size())).schemaType();
        ObjectNode object = object(schema.type(type), random, 0);

        FieldValidation.unknownFields(schema, type, object);
        FieldValidation.validate(schema, type, object);
        if (FieldValidation.decodeError(schema, type, object) != null) {
            return;
        }
        Pruning.apply(schema, type, object);
        Normalization.apply(schema, type, object);
        Defaulting.apply(schema, type, object);
        ObjectNode again = object.deepCopy();
        Normalization.apply(schema, type, again);
        Defaulting.apply(schema, type, again);

        assertThat(again).isEqualTo(object);
        assertThat(FieldValidation.decodeError(schema, type, object)).isNull();
        assertThat(FieldValidation.unknownFields(schema, type, object)).isEmpty();
        assertThat(Json.decode(Json.encode(object)).object()).isEqualTo(object);
    }

    private ObjectNode object(TypeSchema type, Random random, int depth) {
        ObjectNode object = NODES.objectNode();
        for (Field field : type.fields().values()) {
            if (random.nextInt(depth + 2) == 0) {
                object.set(field.name(), value(field.type(), random, depth + 1));
            }
        }
        if (random.nextInt(20) == 0) {
            object.put("unknown", 1);
        }
        return object;
    }

    private JsonNode value(TypeRef ref, Random random, int depth) {
        int kind = random.nextInt(60);
        if (kind == 0) {
            return List.of(NODES.numberNode(1.5), NODES.textNode("x"), NODES.booleanNode(true), NODES.arrayNode())
                    .get(random.nextInt(4));
        }
        if (kind == 1) {
            return NODES.nullNode();
        }
        return switch (schema.resolve(ref)) {
            case TypeRef.Named named -> named(schema.type(named.type()), random, depth);
            case TypeRef.ListOf list -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(value(list.element(), random, depth));
                }
                yield array;
            }
            case TypeRef.MapOf map -> NODES.objectNode().set("k", value(map.value(), random, depth));
            case TypeRef.Scalar scalar -> scalar(scalar.kind(), random);
            case TypeRef.AnyJson a -> NODES.objectNode().put("any", true);
            case TypeRef.Bytes b -> NODES.textNode("YWJj");
        };
    }

    private JsonNode named(TypeSchema type, Random random, int depth) {
        return switch (type.form()) {
            case OBJECT -> depth > 8 ? NODES.objectNode() : object(type, random, depth);
            case QUANTITY -> NODES.textNode("1500M");
            case INT_OR_STRING -> NODES.textNode("25%");
            case TIME, MICRO_TIME -> NODES.textNode("2026-01-02T03:04:05.123456789+02:00");
            default -> NODES.textNode("1m30s");
        };
    }

    private static JsonNode scalar(TypeRef.Kind kind, Random random) {
        return switch (kind) {
            case STRING -> NODES.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
            case BOOL -> NODES.booleanNode(random.nextBoolean());
            case INT32, INT64 -> Json.integer(random.nextInt(5) - 1);
            case FLOAT64 -> NODES.numberNode(0.5);
        };
    }
}
