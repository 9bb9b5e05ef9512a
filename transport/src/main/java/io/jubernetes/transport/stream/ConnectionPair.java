package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/**
 * A connection within the process: what is written to one end is read at the other. Clients give one end to an answer's {@link
 * io.jubernetes.apimachinery.api.ResponseBody.Upgrade} and talk through the other.
 */
public record ConnectionPair(Connection near, Connection far) {

    public static ConnectionPair create() {
        Pipe there = new Pipe();
        Pipe back = new Pipe();
        return new ConnectionPair(new End(back, there), new End(there, back));
    }

    private record End(Pipe incoming, Pipe outgoing) implements Connection {

        @Override
        public InputStream input() {
            return incoming.input();
        }

        @Override
        public OutputStream output() {
            return new FrameOutput(this::write, outgoing::end);
        }

        private void write(byte[] piece) throws IOException {
            try {
                if (!outgoing.write(piece)) {
                    throw new IOException("connection closed");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while writing");
            }
        }

        @Override
        public void close() throws IOException {
            outgoing.end();
            incoming.end(); // what already came can still be read
        }
    }
}
