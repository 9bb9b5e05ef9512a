package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.TypeRef;
import java.util.Base64;

/** Strings, booleans, numbers and octets. */
enum ScalarForm implements ValueForm {
    STRING,
    BOOL,
    INT32,
    INT64,
    FLOAT64,
    BYTES;

    /** Whole numbers up to here are exact as doubles, and JSON writes them without a fraction. */
    private static final double EXACT = 1L << 53;

    static ScalarForm of(TypeRef.Kind kind) {
        return switch (kind) {
            case STRING -> STRING;
            case BOOL -> BOOL;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case FLOAT64 -> FLOAT64;
        };
    }

    @Override
    public JsonNode read(WireReader in) {
        return switch (this) {
            case STRING -> TextNode.valueOf(in.text());
            case BYTES -> TextNode.valueOf(Base64.getEncoder().encodeToString(in.bytes()));
            case BOOL, INT32, INT64, FLOAT64 -> unpacked(in.value(packing()));
        };
    }

    @Override
    public WireType packing() {
        return switch (this) {
            case STRING, BYTES -> WireType.LENGTH;
            case BOOL, INT32, INT64 -> WireType.VARINT;
            case FLOAT64 -> WireType.FIXED64;
        };
    }

    @Override
    public JsonNode unpacked(long value) {
        return switch (this) {
            case BOOL -> BooleanNode.valueOf(value != 0);
            case INT32 -> Json.integer((int) value);
            case INT64 -> Json.integer(value);
            case FLOAT64 -> number(Double.longBitsToDouble(value));
            case STRING, BYTES -> throw new IllegalStateException("not a number");
        };
    }

    private static JsonNode number(double value) {
        if (!Double.isFinite(value)) {
            throw WireReader.malformed("JSON has no number " + value);
        }
        return value == Math.rint(value) && Math.abs(value) < EXACT
                ? Json.integer((long) value)
                : DoubleNode.valueOf(value);
    }

    @Override
    public void write(JsonNode value, int field, WireWriter out) {
        boolean fits = switch (this) {
            case STRING, BYTES -> value.isTextual();
            case BOOL -> value.isBoolean();
            case INT32, INT64, FLOAT64 -> value.isNumber();
        };
        if (!fits) {
            throw ValueForm.unfit(value, this);
        }
        switch (this) {
            case STRING -> out.text(field, value.textValue());
            // Go takes line breaks inside base64
            case BYTES -> out.bytes(field, Base64.getMimeDecoder().decode(value.textValue()));
            case BOOL -> out.number(field, value.booleanValue() ? 1 : 0);
            case INT32, INT64 -> out.number(field, value.longValue());
            case FLOAT64 -> out.fixed64(field, Double.doubleToLongBits(value.doubleValue()));
        }
    }

    @Override
    public JsonNode zero() {
        return switch (this) {
            case STRING, BYTES -> TextNode.valueOf("");
            case BOOL -> BooleanNode.FALSE;
            case INT32, INT64, FLOAT64 -> Json.integer(0);
        };
    }

    @Override
    public boolean isZero(JsonNode value) {
        return value.equals(zero());
    }
}
