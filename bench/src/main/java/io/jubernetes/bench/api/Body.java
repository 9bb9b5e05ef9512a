package io.jubernetes.bench.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** A body with a number of eight digits in it that is another in each request. */
final class Body {

    static final Body NONE = new Body("");
    /** Stands for the number. */
    static final String NUMBER = "99999999";

    private final byte[] bytes;
    private final int at;

    Body(String text) {
        this.bytes = text.getBytes(US_ASCII);
        this.at = text.indexOf(NUMBER);
    }

    int length() {
        return bytes.length;
    }

    /** Only the thread that sends the body calls this. */
    Body numbered(int number) {
        int rest = number;
        for (int i = at + NUMBER.length() - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    void writeTo(ByteBuffer out) {
        out.put(bytes);
    }
}
