package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Connection;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * SPDY/3.1 as Kubernetes clients and servers speak it: the client opens streams, each is accepted, data flows both ways.
 * Windows are not kept, because neither opens them; a stream that is not read stalls the session, as upstream. Streams are named
 * from the server's side; at the client their ends have changed places.
 *
 * <pre>
 *   control frame   1 | version 15 | type 16 | flags 8 | length 24 | ...
 *   data frame      0 | stream 31            | flags 8 | length 24 | data
 * </pre>
 */
final class SpdySession implements AutoCloseable {

    private static final int VERSION = 3;
    private static final int SYN_STREAM = 1;
    private static final int SYN_REPLY = 2;
    private static final int RST_STREAM = 3;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int FLAG_FIN = 1;
    private static final int PROTOCOL_ERROR = 1;
    private static final int REFUSED = 3;
    private static final int MAX_FRAME = 1024 * 1024;
    private static final int MAX_STREAMS = 1000;

    private final DataInputStream in;
    private final OutputStream out;
    private final SpdyHeaderBlocks headerBlocks = new SpdyHeaderBlocks();
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock tables = new ReentrantLock();
    private final Map<Integer, SpdyStream> streams = new LinkedHashMap<>();
    private int lastStream;
    private boolean closed;

    /** Takes the streams that a client opens. Runs on the reading thread, so it must not wait. */
    @FunctionalInterface
    interface Listener {
        void opened(SpdyStream stream);
    }

    SpdySession(Connection connection) {
        this.in = new DataInputStream(new BufferedInputStream(connection.input(), 32 * 1024));
        this.out = connection.output();
    }

    /** Reads until the client leaves; then every stream is at its end. */
    void run(Listener listener) throws InterruptedException {
        try {
            while (readFrame(listener)) {
                // until the client says that it goes away, or simply does
            }
        } catch (EOFException e) {
            // left without a word: the ordinary end
        } catch (IOException e) {
            quietly(() -> goAway(PROTOCOL_ERROR));
        } finally {
            snapshot().forEach(SpdyStream::clientLeft);
        }
    }

    private boolean readFrame(Listener listener) throws IOException, InterruptedException {
        int first = in.readInt();
        int second = in.readInt();
        int flags = second >>> 24;
        int length = second & 0xffffff;
        if (length > MAX_FRAME) {
            throw new IOException("SPDY frame too large");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        if (first >= 0) {
            data(first, flags, body);
            return true;
        }
        if ((first >>> 16 & 0x7fff) != VERSION) {
            throw new IOException("not SPDY/3");
        }
        return control(first & 0xffff, flags, ByteBuffer.wrap(body), listener);
    }

    private boolean control(int type, int flags, ByteBuffer body, Listener listener) throws IOException {
        switch (type) {
            case SYN_STREAM -> open(flags, body, listener);
            case RST_STREAM -> {
                SpdyStream reset = remove(number(body));
                if (reset != null) {
                    reset.clientLeft();
                }
            }
            case PING ->
                frame(PING, 0, ByteBuffer.allocate(4).putInt(number(body)).array());
            case GOAWAY -> {
                return false;
            }
            default -> {
                // SETTINGS, HEADERS, WINDOW_UPDATE and what is unknown change nothing here
            }
        }
        return true;
    }

    private void open(int flags, ByteBuffer body, Listener listener) throws IOException {
        int id = number(body);
        if (body.remaining() < 6) {
            throw new IOException("truncated SYN_STREAM");
        }
        body.position(body.position() + 6); // associated stream, priority, slot
        byte[] block = new byte[body.remaining()];
        body.get(block);
        Map<String, String> headers = headerBlocks.decode(block);
        if (id <= lastStream || (id & 1) == 0) {
            throw new IOException("SPDY stream ids out of order");
        }
        lastStream = id;
        SpdyStream stream = new SpdyStream(this, id, headers);
        if (!add(stream)) {
            reset(id, REFUSED);
            return;
        }
        reply(id);
        if ((flags & FLAG_FIN) != 0) {
            stream.clientEnded();
        }
        listener.opened(stream);
    }

    private void data(int id, int flags, byte[] body) throws InterruptedException {
        SpdyStream stream = find(id);
        if (stream == null) {
            return; // reset meanwhile
        }
        stream.arrived(body);
        if ((flags & FLAG_FIN) != 0) {
            stream.clientEnded();
        }
    }

    /** Opens a stream, as a client. */
    SpdyStream open(Map<String, String> headers) throws IOException {
        writing.lock(); // ids and compressed blocks have to leave in their order
        try {
            int id = lastStream == 0 ? 1 : lastStream + 2;
            lastStream = id;
            SpdyStream stream = new SpdyStream(this, id, headers);
            add(stream);
            byte[] block = headerBlocks.encode(headers);
            ByteBuffer body =
                    ByteBuffer.allocate(10 + block.length).putInt(id).putInt(0).putShort((short) 0);
            frame(SYN_STREAM, 0, body.put(block).array());
            return stream;
        } finally {
            writing.unlock();
        }
    }

    private static int number(ByteBuffer body) throws IOException {
        if (body.remaining() < 4) {
            throw new IOException("truncated SPDY frame");
        }
        return body.getInt() & 0x7fffffff;
    }

    void sendData(int id, byte[] data, boolean last) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(8 + data.length);
        frame.putInt(id).putInt((last ? FLAG_FIN : 0) << 24 | data.length).put(data);
        send(frame.array());
    }

    void reset(int id, int status) throws IOException {
        remove(id);
        frame(RST_STREAM, 0, ByteBuffer.allocate(8).putInt(id).putInt(status).array());
    }

    private void reply(int id) throws IOException {
        writing.lock(); // the compressed blocks have to leave in the order in which they were compressed
        try {
            byte[] block = headerBlocks.encode(Map.of());
            frame(
                    SYN_REPLY,
                    0,
                    ByteBuffer.allocate(4 + block.length).putInt(id).put(block).array());
        } finally {
            writing.unlock();
        }
    }

    private void goAway(int status) throws IOException {
        frame(
                GOAWAY,
                0,
                ByteBuffer.allocate(8).putInt(lastStream).putInt(status).array());
    }

    private void frame(int type, int flags, byte[] body) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(8 + body.length);
        frame.putInt(0x80000000 | VERSION << 16 | type)
                .putInt(flags << 24 | body.length)
                .put(body);
        send(frame.array());
    }

    private void send(byte[] frame) throws IOException {
        writing.lock();
        try {
            if (closed) {
                throw new IOException("the SPDY session is closed");
            }
            out.write(frame);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    private boolean add(SpdyStream stream) {
        tables.lock();
        try {
            return streams.size() < MAX_STREAMS && streams.put(stream.id(), stream) == null;
        } finally {
            tables.unlock();
        }
    }

    private @Nullable SpdyStream find(int id) {
        tables.lock();
        try {
            return streams.get(id);
        } finally {
            tables.unlock();
        }
    }

    /** Both sides are done with a stream. */
    @Nullable
    SpdyStream remove(int id) {
        tables.lock();
        try {
            return streams.remove(id);
        } finally {
            tables.unlock();
        }
    }

    private List<SpdyStream> snapshot() {
        tables.lock();
        try {
            return new ArrayList<>(streams.values());
        } finally {
            tables.unlock();
        }
    }

    /** Says goodbye; the connection below stays open. */
    @Override
    public void close() {
        quietly(() -> goAway(0));
        writing.lock();
        try {
            closed = true;
        } finally {
            writing.unlock();
        }
    }

    /** Frees what the session holds; nobody reads it any more. */
    void release() {
        writing.lock();
        try {
            closed = true;
            headerBlocks.close();
        } finally {
            writing.unlock();
        }
    }

    private static void quietly(FrameOutput.Closing farewell) {
        try {
            farewell.send();
        } catch (IOException e) {
            // the client is gone already
        }
    }
}
