package io.jubernetes.bench.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of HTTP/2 (RFC 9113) at the least cost: requests are encoded beforehand, of answers only the status, the
 * body and the end are looked at. One thread reads; any may send.
 */
final class Http2Connection implements AutoCloseable {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int HEAD = 9;
    private static final int LARGEST_WINDOW = Integer.MAX_VALUE;
    private static final int FIRST_WINDOW = 65_535;
    /** Streams that are open have numbers that lie no further apart. */
    private static final int SPAN = 1 << 12;

    private final TlsChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(512 * 1024).flip();
    private final AtomicReferenceArray<@Nullable Exchange> streams = new AtomicReferenceArray<>(SPAN);
    private long unacknowledged;
    private final ReentrantLock sending = new ReentrantLock();
    // all below guarded by sending
    private final ByteBuffer out = ByteBuffer.allocate(256 * 1024);
    private int next = 1;
    private long window = FIRST_WINDOW;

    private Http2Connection(TlsChannel channel) {
        this.channel = channel;
    }

    static Http2Connection open(URI server, SSLContext tls) throws IOException {
        Http2Connection connection = new Http2Connection(TlsChannel.open(server, tls));
        connection.begin();
        return connection;
    }

    private void begin() throws IOException {
        out.put("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        head(18, SETTINGS, 0, 0);
        out.putShort((short) 1).putInt(0); // no table of headers
        out.putShort((short) 2).putInt(0); // no push
        out.putShort((short) 4).putInt(LARGEST_WINDOW); // of each stream
        window(LARGEST_WINDOW - FIRST_WINDOW);
        flush();
    }

    private void window(int more) {
        head(4, WINDOW_UPDATE, 0, 0);
        out.putInt(more);
    }

    private void head(int length, int type, int flags, int stream) {
        out.putInt(length << 8 | type).put((byte) flags).putInt(stream);
    }

    /** Adds a request to what {@link #flush} sends. @param body empty for none */
    void send(byte[] head, Body body, Exchange exchange) {
        sending.lock();
        try {
            int stream = next;
            next += 2;
            streams.set(slot(stream), exchange);
            int length = body.length();
            window -= length;
            if (window < 0) {
                throw new IllegalStateException("the server's window is full");
            }
            head(head.length, HEADERS, END_HEADERS | (length == 0 ? END_STREAM : 0), stream);
            out.put(head);
            if (length > 0) {
                head(length, DATA, END_STREAM, stream);
                body.writeTo(out);
            }
        } finally {
            sending.unlock();
        }
    }

    void flush() {
        sending.lock();
        try {
            out.flip();
            if (out.hasRemaining()) {
                channel.write(out);
            }
            out.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sending.unlock();
        }
    }

    private static int slot(int stream) {
        return stream >>> 1 & SPAN - 1;
    }

    /** Waits for something to arrive, and tells the exchanges of it. */
    void read() throws IOException {
        in.compact();
        channel.read(in);
        in.flip();
        while (in.remaining() >= HEAD) {
            int at = in.position();
            int length = in.getInt(at) >>> 8;
            if (in.remaining() < HEAD + length) {
                break;
            }
            in.position(at + HEAD + length);
            frame(in.get(at + 3), in.get(at + 4), in.getInt(at + 5), at + HEAD, length);
        }
        flush();
    }

    private void frame(int type, int flags, int stream, int at, int length) {
        switch (type) {
            case DATA -> {
                received(length);
                exchange(stream).body(in.array(), at, length);
            }
            case HEADERS -> exchange(stream).status(status(at));
            case RST_STREAM -> throw new IllegalStateException("stream reset: error " + in.getInt(at));
            case GOAWAY -> throw new IllegalStateException("connection ended: error " + in.getInt(at + 4));
            case SETTINGS, PING -> acknowledge(type, flags, at, length);
            case WINDOW_UPDATE -> widen(stream, in.getInt(at));
            default -> {}
        }
        if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
            Exchange exchange = exchange(stream);
            streams.set(slot(stream), null);
            exchange.ended();
        }
    }

    private Exchange exchange(int stream) {
        Exchange exchange = streams.get(slot(stream));
        if (exchange == null) {
            throw new IllegalStateException("a frame of no stream of ours");
        }
        return exchange;
    }

    private void received(int length) {
        unacknowledged += length;
        if (unacknowledged > 1 << 28) {
            sending.lock();
            try {
                window((int) unacknowledged);
            } finally {
                sending.unlock();
            }
            unacknowledged = 0;
        }
    }

    private void acknowledge(int type, int flags, int at, int length) {
        if ((flags & ACK) == 0) {
            int payload = type == PING ? length : 0;
            sending.lock();
            try {
                head(payload, type, ACK, 0);
                out.put(in.array(), at, payload);
            } finally {
                sending.unlock();
            }
        }
    }

    private void widen(int stream, int more) {
        if (stream == 0) {
            sending.lock();
            try {
                window += more;
            } finally {
                sending.unlock();
            }
        }
    }

    // the status comes first: of the static table, or as a literal of three digits, maybe behind a new size of the
    // table
    private int status(int from) {
        int at = from;
        while ((in.get(at) & 0xe0) == 0x20) {
            at++;
        }
        int first = in.get(at) & 0xff;
        int[] known = {200, 204, 206, 304, 400, 404, 500};
        if (first >= 0x88 && first <= 0x8e) {
            return known[first - 0x88];
        }
        return (in.get(at + 1) & 0x80) != 0 ? 0 : Integer.parseInt(new String(in.array(), at + 2, 3, US_ASCII));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
