package io.jubernetes.transport.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Several channels in one WebSocket: the first byte of a message is the channel's number, or its digit in the base64 forms.
 *
 * @param base64 text messages, for clients that cannot send bytes
 * @param closes whether a client can end one channel ({@code 255, number}), since v5
 * @param statuses whether the error channel carries a {@code Status}, since v4; before, text, and only of failures
 */
record ChannelCodec(boolean base64, boolean closes, boolean statuses) {

    private static final int CLOSE = 255;

    static ChannelCodec of(String protocol) {
        return new ChannelCodec(
                protocol.contains("base64"),
                protocol.startsWith("v5."),
                protocol.startsWith("v5.") || protocol.startsWith("v4."));
    }

    /** A message for one channel, or that channel's end. */
    record Piece(int channel, boolean end, byte[] data) {}

    /** Null when the message is for nobody. */
    @Nullable
    Piece decode(WebSocket.Message message) {
        byte[] data = message.data();
        if (data.length == 0) {
            return null;
        }
        int number = data[0] & 0xff;
        byte[] rest = Arrays.copyOfRange(data, 1, data.length);
        if (closes && number == CLOSE) {
            return rest.length == 1 ? new Piece(rest[0] & 0xff, true, rest) : null;
        }
        if (!base64) {
            return new Piece(number, false, rest);
        }
        try {
            return new Piece(number - '0', false, Base64.getDecoder().decode(rest));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    void send(WebSocket socket, int channel, byte[] data) throws IOException {
        if (base64) {
            socket.text((char) ('0' + channel) + Base64.getEncoder().encodeToString(data));
            return;
        }
        byte[] message = new byte[data.length + 1];
        message[0] = (byte) channel;
        System.arraycopy(data, 0, message, 1, data.length);
        socket.binary(message);
    }

    void sendEnd(WebSocket socket, int channel) throws IOException {
        if (closes) {
            socket.binary(new byte[] {(byte) CLOSE, (byte) channel});
        }
    }

    /** What the error channel says of an exit; null when that is nothing. */
    byte @Nullable [] status(ExitStatus status) {
        if (statuses) {
            return status.toStatus();
        }
        return switch (status) {
            case ExitStatus.Exited exited when exited.code() == 0 -> null;
            case ExitStatus.Exited exited ->
                ("command terminated with non-zero exit code: exit status " + exited.code())
                        .getBytes(StandardCharsets.UTF_8);
            case ExitStatus.Failed failed -> failed.message().getBytes(StandardCharsets.UTF_8);
        };
    }
}
