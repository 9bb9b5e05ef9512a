package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.json.Json;

/** Messages whose JSON is not an object of their fields. */
enum SpecialForm implements ValueForm {
    /** A text in a message of its own. */
    QUANTITY,
    INT_OR_STRING,
    /** The octets of JSON in a message of their own. */
    JSON;

    @Override
    public JsonNode read(WireReader in) {
        WireReader message = in.message();
        return switch (this) {
            case QUANTITY -> quantity(message);
            case INT_OR_STRING -> intOrString(message);
            case JSON -> json(message);
        };
    }

    private static JsonNode quantity(WireReader in) {
        String text = "";
        while (in.next()) {
            text = in.number() == 1 ? in.text() : text;
        }
        return TextNode.valueOf(text.isEmpty() ? "0" : text);
    }

    private static JsonNode intOrString(WireReader in) {
        long type = 0;
        long number = 0;
        String text = "";
        while (in.next()) {
            switch (in.number()) {
                case 1 -> type = in.value(WireType.VARINT);
                case 2 -> number = in.value(WireType.VARINT);
                case 3 -> text = in.text();
                default -> {
                    // of a later version
                }
            }
        }
        return type == 0 ? Json.integer((int) number) : TextNode.valueOf(text);
    }

    private static JsonNode json(WireReader in) {
        byte[] raw = {};
        while (in.next()) {
            raw = in.number() == 1 ? in.bytes() : raw;
        }
        return raw.length == 0 ? NullNode.instance : Json.decodeValue(raw);
    }

    @Override
    public void write(JsonNode value, int field, WireWriter out) {
        int mark = out.length();
        switch (this) {
            case QUANTITY -> out.text(1, value.asText());
            case JSON -> out.bytes(1, Json.encode(value));
            case INT_OR_STRING -> {
                out.text(3, value.isTextual() ? value.textValue() : "");
                out.number(2, value.isTextual() ? 0 : value.longValue());
                out.number(1, value.isTextual() ? 1 : 0);
            }
        }
        out.message(field, mark);
    }

    @Override
    public JsonNode zero() {
        return switch (this) {
            case QUANTITY -> TextNode.valueOf("0");
            case INT_OR_STRING -> Json.integer(0);
            case JSON -> NullNode.instance;
        };
    }

    /** A quantity of zero is written out by Go too. */
    @Override
    public boolean isZero(JsonNode value) {
        return this == INT_OR_STRING && value.equals(zero());
    }
}
