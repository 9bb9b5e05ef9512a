package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;

/** How one value goes between JSON and the wire. */
interface ValueForm {

    /** The value of the field at which the reader stands; null JSON when it says that nothing is set. */
    JsonNode read(WireReader in);

    /**
     * Writes a field.
     *
     * @throws IllegalArgumentException when the value is not of this form
     */
    void write(JsonNode value, int field, WireWriter out);

    /** What Go has when nothing was set, in a list or map; null JSON when it has no such value. */
    JsonNode zero();

    /** Whether the value is the one that Go has when nothing was set. */
    default boolean isZero(JsonNode value) {
        return false;
    }

    /** How numbers of this form stand one behind the other in a packed field; LENGTH when they cannot. */
    default WireType packing() {
        return WireType.LENGTH;
    }

    /** The JSON of a number read from a packed field. */
    default JsonNode unpacked(long value) {
        throw new IllegalStateException("not a number");
    }

    static IllegalArgumentException unfit(JsonNode value, Object form) {
        return new IllegalArgumentException("a JSON " + value.getNodeType() + " cannot be written as " + form);
    }
}
