package io.jubernetes.apimachinery.protobuf;

/** How a field's value stands on the wire. */
enum WireType {
    VARINT(0),
    FIXED64(1),
    LENGTH(2),
    START_GROUP(3),
    END_GROUP(4),
    FIXED32(5);

    private final int code;

    WireType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static WireType of(int code) {
        return switch (code) {
            case 0 -> VARINT;
            case 1 -> FIXED64;
            case 2 -> LENGTH;
            case 3 -> START_GROUP;
            case 4 -> END_GROUP;
            case 5 -> FIXED32;
            default -> throw WireReader.malformed("illegal wire type " + code);
        };
    }
}
