package io.jubernetes.apimachinery.protobuf;

import io.jubernetes.apimachinery.error.ApiException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the fields of one protobuf message. What does not fit the message's end is refused. */
final class WireReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteBuffer in;
    private int number;
    private long value;
    private ByteBuffer content = NOTHING;
    private boolean isContent;

    WireReader(ByteBuffer in) {
        this.in = in;
    }

    /** Reads the next field; false at the end of the message. */
    boolean next() {
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = varint();
        number = (int) (tag >>> 3);
        int type = (int) (tag & 7);
        isContent = type == LENGTH;
        switch (type) {
            case VARINT -> value = varint();
            case FIXED64 -> value = ordered(8).getLong();
            case FIXED32 -> value = ordered(4).getInt();
            case LENGTH -> content = slice(varint());
            default -> throw malformed("wire type " + type);
        }
        return true;
    }

    int number() {
        return number;
    }

    /** The value of a field that is a number. */
    long value() {
        if (isContent) {
            throw malformed("field " + number + " is no number");
        }
        return value;
    }

    /** The content of a field that has a length. */
    ByteBuffer content() {
        if (!isContent) {
            throw malformed("field " + number + " is a number");
        }
        return content.duplicate();
    }

    boolean isContent() {
        return isContent;
    }

    String text() {
        return StandardCharsets.UTF_8.decode(content()).toString();
    }

    WireReader message() {
        return new WireReader(content());
    }

    private ByteBuffer ordered(int length) {
        return slice(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer slice(long length) {
        if (length < 0 || length > in.remaining()) {
            throw malformed("a length beyond the end");
        }
        ByteBuffer slice = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return slice;
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (!in.hasRemaining()) {
                throw malformed("an unfinished number");
            }
            byte part = in.get();
            result |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return result;
            }
        }
        throw malformed("a number too long");
    }

    static ApiException malformed(String what) {
        return ApiException.badRequest("protobuf parse error: " + what);
    }
}
