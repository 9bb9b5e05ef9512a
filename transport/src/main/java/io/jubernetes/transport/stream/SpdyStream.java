package io.jubernetes.transport.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** One stream of a SPDY session. */
final class SpdyStream {

    private static final int CANCEL = 5;
    private static final byte[] NOTHING = {};

    private final SpdySession session;
    private final int id;
    private final Map<String, String> headers;
    private final Pipe incoming = new Pipe();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean clientEnded;
    private boolean serverEnded;

    SpdyStream(SpdySession session, int id, Map<String, String> headers) {
        this.session = session;
        this.id = id;
        this.headers = headers;
    }

    int id() {
        return id;
    }

    /** A header value; empty when absent. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    InputStream input() {
        return incoming.input();
    }

    /** Closing it ends this direction. */
    OutputStream output() {
        return new FrameOutput(this::send, this::end);
    }

    private void send(byte[] data) throws IOException {
        lock.lock();
        try {
            if (serverEnded) {
                throw new IOException("the SPDY stream is closed");
            }
        } finally {
            lock.unlock();
        }
        session.sendData(id, data, false);
    }

    private void end() throws IOException {
        if (mark(false)) {
            session.sendData(id, NOTHING, true);
        }
    }

    /** Ends both directions at once. */
    void reset() {
        incoming.end();
        boolean open = mark(false) | mark(true);
        if (open) {
            try {
                session.reset(id, CANCEL);
            } catch (IOException e) {
                return; // the client is gone, and the stream with it
            }
        }
    }

    void arrived(byte[] data) throws InterruptedException {
        incoming.write(data);
    }

    void clientEnded() {
        incoming.end();
        mark(true);
    }

    void clientLeft() {
        incoming.end();
        mark(true);
        mark(false);
    }

    /** Marks a direction as ended; false when it was. */
    private boolean mark(boolean byClient) {
        lock.lock();
        try {
            boolean was = byClient ? clientEnded : serverEnded;
            clientEnded |= byClient;
            serverEnded |= !byClient;
            if (clientEnded && serverEnded) {
                session.remove(id);
            }
            return !was;
        } finally {
            lock.unlock();
        }
    }
}
