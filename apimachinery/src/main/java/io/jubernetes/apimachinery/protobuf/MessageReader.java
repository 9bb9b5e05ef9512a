package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Reads messages by their types. Fields that the table does not know are skipped, as protobuf wants it. */
final class MessageReader {

    private final Schema schema;

    MessageReader(Schema schema) {
        this.schema = schema;
    }

    void read(TypeSchema type, WireReader in, ObjectNode into) {
        while (in.next()) {
            for (Field field : type.declared()) {
                if (field.proto() == in.number()) {
                    field(field, in, into);
                }
            }
        }
    }

    private void field(Field field, WireReader in, ObjectNode into) {
        if (field.inline()) {
            TypeSchema inlined = schema.structure(field.type());
            if (inlined != null) {
                read(inlined, in.message(), into);
            }
            return;
        }
        switch (schema.resolve(field.type())) {
            case TypeRef.ListOf(TypeRef element) -> list(element, in, into.withArray("/" + field.name()));
            case TypeRef.MapOf(TypeRef value) -> entry(value, in.message(), into.withObject("/" + field.name()));
            case TypeRef resolved -> {
                JsonNode value = value(field.type(), in);
                if (!Zeros.meansAbsent(field, value)) {
                    into.set(field.name(), value);
                }
            }
        }
    }

    /** Numbers may come packed, many in one field. */
    private void list(TypeRef element, WireReader in, ArrayNode into) {
        boolean packed = in.isContent()
                && schema.resolve(element) instanceof TypeRef.Scalar(TypeRef.Kind kind)
                && kind != TypeRef.Kind.STRING;
        if (packed) {
            throw WireReader.malformed("packed numbers");
        }
        into.add(value(element, in));
    }

    private void entry(TypeRef valueType, WireReader entry, ObjectNode into) {
        String key = "";
        JsonNode value = schema.resolve(valueType) instanceof TypeRef.ListOf
                ? Json.mapper().createArrayNode()
                : TextNode.valueOf("");
        while (entry.next()) {
            if (entry.number() == 1) {
                key = entry.text();
            } else if (schema.resolve(valueType) instanceof TypeRef.ListOf(TypeRef element)) {
                value = items(element, entry.message());
            } else {
                value = value(valueType, entry);
            }
        }
        into.set(key, value);
    }

    /** A list as the value of a map travels in a message of its own. */
    private ArrayNode items(TypeRef element, WireReader in) {
        ArrayNode items = Json.mapper().createArrayNode();
        while (in.next()) {
            items.add(value(element, in));
        }
        return items;
    }

    private JsonNode value(TypeRef type, WireReader in) {
        if (type instanceof TypeRef.Named(String name)) {
            TypeSchema named = schema.find(name);
            if (named != null && named.alias() == null) {
                return message(named, in);
            }
        }
        return switch (schema.resolve(type)) {
            case TypeRef.Scalar(TypeRef.Kind kind) -> scalar(kind, in);
            case TypeRef.Bytes() -> TextNode.valueOf(base64(in.content()));
            case TypeRef.AnyJson() -> SpecialMessages.json(in.message());
            case TypeRef.ListOf(TypeRef element) -> items(element, in.message());
            case TypeRef.MapOf(TypeRef value) -> {
                ObjectNode map = Json.object();
                entry(value, in.message(), map);
                yield map;
            }
            case TypeRef.Named(String name) -> NullNode.instance;
        };
    }

    private JsonNode message(TypeSchema type, WireReader in) {
        return switch (type.form()) {
            case OBJECT -> {
                ObjectNode object = Json.object();
                read(type, in.message(), object);
                yield object;
            }
            case QUANTITY -> SpecialMessages.quantity(in.message());
            case INT_OR_STRING -> SpecialMessages.intOrString(in.message());
            case TIME -> SpecialMessages.time(in.message(), false);
            case MICRO_TIME -> SpecialMessages.time(in.message(), true);
            case DURATION -> SpecialMessages.duration(in.message());
            case ANY, ALIAS -> SpecialMessages.json(in.message());
        };
    }

    private static JsonNode scalar(TypeRef.Kind kind, WireReader in) {
        return switch (kind) {
            case STRING -> TextNode.valueOf(in.text());
            case BOOL -> BooleanNode.valueOf(in.value() != 0);
            case INT32, INT64 -> LongNode.valueOf(in.value());
            case FLOAT64 -> DoubleNode.valueOf(Double.longBitsToDouble(in.value()));
        };
    }

    private static String base64(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
