package io.jubernetes.apimachinery.api;

import java.io.IOException;
import java.util.List;

/** Takes a streamed body. Used by one thread, except {@link #onClose}'s callback. */
public interface BodySink {

    /**
     * Sends a piece on its way at once; waits while the receiver is slower than the sender.
     *
     * @param piece shared, never changed
     * @throws ClosedSinkException when the receiver is gone
     */
    void write(byte[] piece) throws IOException, InterruptedException;

    /** Sends several pieces, which may travel together. */
    default void writeAll(List<byte[]> pieces) throws IOException, InterruptedException {
        for (byte[] piece : pieces) {
            write(piece);
        }
    }

    /** As {@link #writeAll}, when there are not as many pieces as messages in them. */
    default void writeMessages(List<byte[]> pieces, int messages) throws IOException, InterruptedException {
        writeAll(pieces);
    }

    /** Registers what to do when the receiver goes away; runs it at once when it is gone already. It must not wait. */
    void onClose(Runnable action);

    /** The receiver is gone: the ordinary end of a watch. */
    final class ClosedSinkException extends IOException {
        public ClosedSinkException() {
            super("the receiver closed the stream");
        }
    }
}
