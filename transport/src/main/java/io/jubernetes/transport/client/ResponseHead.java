package io.jubernetes.transport.client;

import io.jubernetes.apimachinery.api.Headers;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The head of an answer. */
record ResponseHead(int status, Headers headers) {

    private static final int MAX_BYTES = 256 * 1024;
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "trailer", "te");

    static ResponseHead read(InputStream in) throws IOException {
        int[] room = {MAX_BYTES};
        String[] parts = line(in, room).split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-9]\\d\\d")) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String line = line(in, room); !line.isEmpty(); line = line(in, room)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("malformed header field in an answer");
            }
            fields.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new ResponseHead(Integer.parseInt(parts[1]), Headers.copyOf(fields));
    }

    /** One line without its end. */
    static String line(InputStream in, int[] room) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("connection closed in the head of an answer");
            }
            if (--room[0] < 0) {
                throw new IOException("the head of an answer is too large");
            }
            line.append((char) next);
        }
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(length - 1);
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    boolean isInterim() {
        return status < 200 && status != 101;
    }

    boolean hasNoBody() {
        return status == 204 || status == 304;
    }

    boolean isChunked() {
        String coding = headers.first("transfer-encoding");
        return coding != null && coding.toLowerCase(Locale.ROOT).contains("chunked");
    }

    /** -1 when nothing is said. */
    long contentLength() throws IOException {
        String length = headers.first("content-length");
        if (length == null) {
            return -1;
        }
        if (!length.matches("\\d{1,18}")) {
            throw new IOException("malformed content length in an answer");
        }
        return Long.parseLong(length);
    }

    /** What the next hop may see. An answer 101 keeps the fields of its handshake. */
    Headers endToEndHeaders() {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (!HOP_BY_HOP.contains(name)) {
                fields.add(Map.entry(name, value));
            }
        });
        return Headers.copyOf(fields);
    }
}
