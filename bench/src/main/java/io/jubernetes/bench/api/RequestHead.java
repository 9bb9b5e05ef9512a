package io.jubernetes.bench.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/** The header block of a request: its fields as literals, which need no table on either side, encoded once. */
final class RequestHead {

    /** Positions in the static table of HPACK (RFC 7541, appendix A). */
    private static final int AUTHORITY = 1;

    private static final int METHOD = 2;
    private static final int PATH = 4;
    private static final int SCHEME = 6;
    private static final int ACCEPT = 19;
    private static final int CONTENT_TYPE = 31;

    private final ByteArrayOutputStream block = new ByteArrayOutputStream(128);

    private RequestHead() {}

    static byte[] read(String path, String accept) {
        return new RequestHead()
                .field(METHOD, "GET")
                .common(path)
                .field(ACCEPT, accept)
                .block
                .toByteArray();
    }

    static byte[] write(String method, String path, String contentType) {
        return new RequestHead()
                .field(METHOD, method)
                .common(path)
                .field(CONTENT_TYPE, contentType)
                .block
                .toByteArray();
    }

    private RequestHead common(String path) {
        return field(SCHEME, "https").field(AUTHORITY, "localhost").field(PATH, path);
    }

    private RequestHead field(int name, String value) {
        number(4, name);
        number(7, value.length());
        block.writeBytes(value.getBytes(US_ASCII));
        return this;
    }

    private void number(int bits, int value) {
        int most = (1 << bits) - 1;
        if (value < most) {
            block.write(value);
            return;
        }
        block.write(most);
        int rest = value - most;
        for (; rest >= 128; rest >>>= 7) {
            block.write(rest & 127 | 128);
        }
        block.write(rest);
    }
}
