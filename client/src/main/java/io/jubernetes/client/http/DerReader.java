package io.jubernetes.client.http;

import java.util.Arrays;

/** Steps through the elements of a DER value. Fails with IndexOutOfBounds or IllegalArgument on anything else. */
final class DerReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    DerReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private DerReader(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** The inside of the next element, which has this tag. */
    DerReader enter(int tag) {
        if ((bytes[at] & 0xff) != tag) {
            throw new IllegalArgumentException("another element was expected");
        }
        return next();
    }

    void skip() {
        next();
    }

    byte[] rest() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    private DerReader next() {
        int length = bytes[at + 1] & 0xff;
        int begin = at + 2;
        if (length > 127) {
            int count = length - 128;
            length = 0;
            for (int i = 0; i < count; i++) {
                length = (length << 8) | (bytes[begin++] & 0xff);
            }
        }
        if (length < 0 || begin + length > end) {
            throw new IllegalArgumentException("an element is longer than what it is in");
        }
        at = begin + length;
        return new DerReader(bytes, begin, at);
    }
}
