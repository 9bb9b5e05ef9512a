package io.jubernetes.transport.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Where the messages of a stream end, and as what frames they go over a WebSocket. */
public enum StreamFraming {
    /** Each line is a text; its line end belongs to it. */
    LINES(0) {
        @Override
        int end(byte[] bytes, int from) {
            for (int i = from; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        @Override
        void send(WebSocket socket, byte[] message) throws IOException {
            socket.text(message);
        }
    },
    /** Messages of bytes, each behind its length in four bytes, which the frames need not. */
    PREFIXED(Integer.BYTES) {
        @Override
        int end(byte[] bytes, int from) {
            if (bytes.length - from < Integer.BYTES) {
                return -1;
            }
            int length = ByteBuffer.wrap(bytes, from, Integer.BYTES).getInt();
            return length < 0 || bytes.length - from - Integer.BYTES < length ? -1 : from + Integer.BYTES + length;
        }
    },
    /** No messages: what comes together goes together. */
    BYTES(0),
    /** As {@link #BYTES}, for clients that take texts only. */
    BASE64(0) {
        @Override
        void send(WebSocket socket, byte[] message) throws IOException {
            socket.text(Base64.getEncoder().encodeToString(message).getBytes(StandardCharsets.US_ASCII));
        }
    };

    private final int prefix;

    StreamFraming(int prefix) {
        this.prefix = prefix;
    }

    /** Behind the last byte of the message that begins somewhere; -1 when that has not come yet. */
    int end(byte[] bytes, int from) {
        return bytes.length > from ? bytes.length : -1;
    }

    void send(WebSocket socket, byte[] message) throws IOException {
        socket.binary(message);
    }

    /** Sends what is complete, and returns what is not. */
    byte[] sendAll(WebSocket socket, byte[] begun, byte[] piece) throws IOException {
        byte[] bytes = begun.length == 0 ? piece : joined(begun, piece);
        int from = 0;
        for (int end = end(bytes, from); end >= 0; end = end(bytes, from)) {
            send(socket, Arrays.copyOfRange(bytes, from + prefix, end));
            from = end;
        }
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
