package io.jubernetes.transport.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** An output that sends each write as one frame or more. */
final class FrameOutput extends OutputStream {

    private static final int PIECE = 32 * 1024;

    private final Frames frames;
    private final Closing closing;

    /** Sends one frame. */
    @FunctionalInterface
    interface Frames {
        void send(byte[] piece) throws IOException;
    }

    /** Sends the end. */
    @FunctionalInterface
    interface Closing {
        void send() throws IOException;
    }

    FrameOutput(Frames frames, Closing closing) {
        this.frames = frames;
        this.closing = closing;
    }

    @Override
    public void write(int b) throws IOException {
        frames.send(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end; at += PIECE) {
            frames.send(Arrays.copyOfRange(bytes, at, Math.min(at + PIECE, end)));
        }
    }

    @Override
    public void close() throws IOException {
        closing.send();
    }
}
