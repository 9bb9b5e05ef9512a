package io.jubernetes.client;

import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.client.json.ObjectCodec;
import java.io.IOException;

/**
 * Reads the frames of a watch on the thread that the stream runs on: one JSON value a line, cut anywhere into pieces.
 *
 * <pre>
 *   pieces   {"type":"ADDED","obj | ect":{…}}\n{"type":"MOD | IFIED", …}\n
 *   frames   {…}                              {…}
 * </pre>
 */
final class WatchReader<T> implements BodySink {

    /** Well above the largest object that a server stores. */
    static final int MAX_FRAME = 16 << 20;

    private final FrameDecoder<T> frames;
    private final WatchHandler<T> handler;
    private byte[] rest = new byte[0];
    private int length;
    private boolean closed;

    WatchReader(ObjectCodec<T> codec, WatchHandler<T> handler) {
        this.frames = new FrameDecoder<>(codec);
        this.handler = handler;
    }

    /** Reads until the body's end or the handler's. */
    void read(ResponseBody body) throws IOException, InterruptedException {
        try {
            switch (body) {
                case ResponseBody.Stream stream -> stream.writeTo(this);
                case ResponseBody.Bytes bytes -> write(bytes.join());
                case ResponseBody.Upgrade _ -> throw new IOException("the server left HTTP where a watch was expected");
            }
        } catch (ClosedSinkException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    @Override
    public void write(byte[] piece) throws IOException, InterruptedException {
        if (closed) {
            throw new ClosedSinkException();
        }
        int start = 0;
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                append(piece, start, i);
                start = i + 1;
                frame();
            }
        }
        append(piece, start, piece.length);
    }

    @Override
    public void onClose(Runnable action) {
        if (closed) {
            action.run();
        }
        // the reader closes only within write, where the source learns of it
    }

    private void frame() throws IOException, InterruptedException {
        int frameLength = length;
        length = 0;
        if (isBlank(frameLength)) {
            return;
        }
        if (!handler.onEvent(frames.decode(rest, frameLength))) {
            closed = true;
            throw new ClosedSinkException();
        }
    }

    private boolean isBlank(int end) {
        for (int i = 0; i < end; i++) {
            if (rest[i] > ' ' || rest[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private void append(byte[] piece, int from, int to) throws MalformedFrameException {
        int more = to - from;
        if (more > MAX_FRAME - length) {
            throw new MalformedFrameException("a watch frame is larger than " + MAX_FRAME + " bytes");
        }
        if (rest.length - length < more) {
            byte[] larger = new byte[Math.max(length + more, Math.min(MAX_FRAME, 2 * rest.length))];
            System.arraycopy(rest, 0, larger, 0, length);
            rest = larger;
        }
        System.arraycopy(piece, from, rest, length, more);
        length += more;
    }
}
