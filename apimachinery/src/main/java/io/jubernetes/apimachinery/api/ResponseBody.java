package io.jubernetes.apimachinery.api;

import java.io.IOException;
import java.util.List;

/** What follows the header of an answer. */
public sealed interface ResponseBody {

    /**
     * The whole body, in pieces that are sent one behind the other: a list is spliced from stored objects without copying them.
     *
     * @param pieces shared, never changed
     */
    record Bytes(List<byte[]> pieces) implements ResponseBody {

        public static final Bytes EMPTY = new Bytes(List.of());

        public long length() {
            long length = 0;
            for (byte[] piece : pieces) {
                length += piece.length;
            }
            return length;
        }

        /** All pieces joined. */
        public byte[] join() {
            if (pieces.size() == 1) {
                return pieces.getFirst();
            }
            byte[] joined = new byte[Math.toIntExact(length())];
            int at = 0;
            for (byte[] piece : pieces) {
                System.arraycopy(piece, 0, joined, at, piece.length);
                at += piece.length;
            }
            return joined;
        }
    }

    /**
     * A body of unknown length. Whoever got the answer calls {@link #writeTo} once, on a thread that may wait; it returns when the
     * stream has ended.
     */
    non-sealed interface Stream extends ResponseBody {

        /**
         * Writes the body. Ends early, without error, when the sink was closed from its other side.
         *
         * @throws IOException when the source broke; what was written so far is not the whole
         */
        void writeTo(BodySink sink) throws IOException, InterruptedException;

        /** Whether it goes on until somebody ends it, as a watch does; a server that stops waits for what does not. */
        default boolean lasts() {
            return true;
        }
    }

    /** A body that is made while it is sent, and ends by itself. */
    record Finite(Stream source) implements Stream {

        @Override
        public void writeTo(BodySink sink) throws IOException, InterruptedException {
            source.writeTo(sink);
        }

        @Override
        public boolean lasts() {
            return false;
        }
    }

    /** The connection leaves HTTP (status 101): both ends exchange raw bytes from here on, until one closes. */
    non-sealed interface Upgrade extends ResponseBody {

        /** Runs the other protocol on a thread that may wait; the connection is closed when this returns. */
        void run(Connection connection) throws IOException, InterruptedException;
    }
}
