package io.jubernetes.apimachinery.protobuf;

import io.jubernetes.apimachinery.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the fields of one protobuf message. A length is held against what is left before anything is made of it; what does
 * not fit is refused.
 */
final class WireReader {

    /** How deep messages may nest. Objects in use nest about thirty deep, schemas of schemas somewhat deeper. */
    static final int MAX_DEPTH = 200;

    private final byte[] in;
    private final int end;
    private final int depth;
    private int position;
    private int number;
    private WireType type = WireType.VARINT;
    private long value;
    private int contentStart;

    private WireReader(byte[] in, int start, int end, int depth) {
        this.in = in;
        this.position = start;
        this.end = end;
        this.depth = depth;
    }

    /** A message that begins at an offset and goes to the end. */
    static WireReader of(byte[] in, int offset) {
        return new WireReader(in, offset, in.length, 0);
    }

    /** Reads the next field; false at the end of the message. */
    boolean next() {
        while (position < end) {
            tag();
            switch (type) {
                case START_GROUP -> skipGroup();
                case END_GROUP -> throw malformed("the end of a group that did not begin");
                default -> {
                    return true;
                }
            }
        }
        return false;
    }

    /** Groups are older than all our messages; in one there is nothing for us. */
    private void skipGroup() {
        int open = 1;
        while (open > 0) {
            if (position >= end) {
                throw malformed("a group without an end");
            }
            tag();
            open += type == WireType.START_GROUP ? 1 : type == WireType.END_GROUP ? -1 : 0;
        }
    }

    private void tag() {
        long tag = varint();
        number = (int) (tag >>> 3);
        if (tag >>> 32 != 0 || number == 0) {
            throw malformed("illegal tag " + Long.toUnsignedString(tag));
        }
        type = WireType.of((int) tag & 7);
        switch (type) {
            case VARINT -> value = varint();
            case FIXED64 -> value = fixed(8);
            case FIXED32 -> value = fixed(4);
            case LENGTH -> skip(varint());
            case START_GROUP, END_GROUP -> {
                // nothing but the tag
            }
        }
    }

    int number() {
        return number;
    }

    WireType type() {
        return type;
    }

    /** The value of a field that is a number of this wire type. */
    long value(WireType expected) {
        require(expected);
        return value;
    }

    String text() {
        require(WireType.LENGTH);
        return new String(in, contentStart, position - contentStart, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        require(WireType.LENGTH);
        return Arrays.copyOfRange(in, contentStart, position);
    }

    WireReader message() {
        require(WireType.LENGTH);
        if (depth == MAX_DEPTH) {
            throw malformed("messages are nested deeper than " + MAX_DEPTH);
        }
        return new WireReader(in, contentStart, position, depth + 1);
    }

    /** Goes on with the next number of packed ones, of which this reader holds nothing else. */
    long packed(WireType each) {
        return each == WireType.VARINT ? varint() : fixed(8);
    }

    boolean atEnd() {
        return position >= end;
    }

    private void require(WireType expected) {
        if (type != expected) {
            throw malformed("field " + number + " has wire type " + type.code() + ", not " + expected.code());
        }
    }

    private void skip(long length) {
        if (length < 0 || length > end - position) {
            throw malformed("unexpected end: a length of " + Long.toUnsignedString(length) + " with " + (end - position)
                    + " bytes left");
        }
        contentStart = position;
        position += (int) length;
    }

    private long fixed(int length) {
        skip(length);
        long result = 0;
        for (int i = length - 1; i >= 0; i--) {
            result = result << 8 | in[contentStart + i] & 0xff;
        }
        return result;
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position >= end) {
                throw malformed("unexpected end: a number is not finished");
            }
            byte part = in[position++];
            result |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return result;
            }
        }
        throw malformed("a number is longer than 64 bits");
    }

    static ApiException malformed(String what) {
        return ApiException.badRequest("protobuf parse error: " + what);
    }
}
