package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A connection within a WebSocket: the bytes of its binary messages, one behind the other. */
final class WebSocketBytes implements Connection {

    private final WebSocket socket;
    private final Connection below;

    WebSocketBytes(WebSocket socket, Connection below) {
        this.socket = socket;
        this.below = below;
    }

    @Override
    public InputStream input() {
        return new Input();
    }

    @Override
    public OutputStream output() {
        return new FrameOutput(socket::binary, this::close);
    }

    @Override
    public void close() throws IOException {
        try {
            socket.close(WebSocket.NORMAL, "");
        } finally {
            below.close();
        }
    }

    private final class Input extends InputStream {

        private byte[] piece = {};
        private int position;

        @Override
        public int read() throws IOException {
            return fill() ? piece[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, target, offset, count);
            position += count;
            return count;
        }

        private boolean fill() throws IOException {
            while (position == piece.length) {
                WebSocket.@Nullable Message message = socket.read();
                if (message == null) {
                    return false;
                }
                piece = message.data();
                position = 0;
            }
            return true;
        }
    }
}
