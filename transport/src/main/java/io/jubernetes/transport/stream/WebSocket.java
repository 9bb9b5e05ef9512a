package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Connection;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * RFC 6455 on a connection whose handshake is done. One thread reads; any may write.
 *
 * <p>Pings are answered, fragments joined, and a broken rule closes the connection with the code that the RFC gives it.
 */
final class WebSocket {

    static final int NORMAL = 1000;

    private static final int PROTOCOL_ERROR = 1002;
    private static final int TOO_BIG = 1009;
    private static final int MAX_MESSAGE = 8 * 1024 * 1024;
    private static final int MAX_CONTROL = 125;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final DataInputStream in;
    private final OutputStream out;
    private final @Nullable RandomGenerator masks;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean closeSent;

    /** A data message. */
    record Message(boolean text, byte[] data) {}

    private record Frame(boolean last, int opcode, byte[] data) {}

    /** The other side broke the rules. */
    private static final class Violation extends IOException {
        final int code;

        Violation(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    private WebSocket(Connection connection, @Nullable RandomGenerator masks) {
        this.in = new DataInputStream(new BufferedInputStream(connection.input(), 16 * 1024));
        this.out = connection.output();
        this.masks = masks;
    }

    static WebSocket server(Connection connection) {
        return new WebSocket(connection, null);
    }

    /** @param masks clients mask what they send, with numbers that nobody can guess */
    static WebSocket client(Connection connection, RandomGenerator masks) {
        return new WebSocket(connection, masks);
    }

    /** The next data message; null at the end, however it came. */
    @Nullable
    Message read() throws IOException {
        try {
            return nextMessage();
        } catch (EOFException e) {
            return null;
        } catch (Violation e) {
            close(e.code, e.getMessage() == null ? "" : e.getMessage());
            return null;
        }
    }

    private @Nullable Message nextMessage() throws IOException {
        ByteArrayOutputStream joined = null;
        boolean text = false;
        while (true) {
            Frame frame = readFrame();
            if (frame.opcode() >= CLOSE) {
                if (!control(frame)) {
                    return null;
                }
                continue;
            }
            if ((frame.opcode() == CONTINUATION) != (joined != null)) {
                throw new Violation(PROTOCOL_ERROR, "fragments out of order");
            }
            text |= frame.opcode() == TEXT;
            if (joined == null && frame.last()) {
                return new Message(text, frame.data());
            }
            joined = joined == null ? new ByteArrayOutputStream() : joined;
            joined.writeBytes(frame.data());
            check(joined.size() <= MAX_MESSAGE, TOO_BIG, "message too big");
            if (frame.last()) {
                return new Message(text, joined.toByteArray());
            }
        }
    }

    /** False when this was the end. */
    private boolean control(Frame frame) throws IOException {
        if (frame.opcode() == CLOSE) {
            int code = frame.data().length >= 2 ? ByteBuffer.wrap(frame.data()).getShort() & 0xffff : NORMAL;
            close(code, "");
            return false;
        }
        if (frame.opcode() == PING) {
            send(PONG, frame.data());
        }
        return true;
    }

    private Frame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        int opcode = first & 0x0f;
        boolean last = (first & 0x80) != 0;
        boolean masked = (second & 0x80) != 0;
        check((first & 0x70) == 0, PROTOCOL_ERROR, "reserved bits are set");
        check(opcode <= BINARY || opcode >= CLOSE && opcode <= PONG, PROTOCOL_ERROR, "unknown opcode");
        check(masked == (masks == null), PROTOCOL_ERROR, "wrong masking");
        long length = length(second & 0x7f);
        check(opcode < CLOSE || last && length <= MAX_CONTROL, PROTOCOL_ERROR, "malformed control frame");
        check(length >= 0 && length <= MAX_MESSAGE, TOO_BIG, "message too big");
        byte[] mask = masked ? in.readNBytes(4) : null;
        byte[] data = in.readNBytes((int) length);
        if (data.length < length || mask != null && mask.length < 4) {
            throw new EOFException();
        }
        if (mask != null) {
            apply(mask, data);
        }
        return new Frame(last, opcode, data);
    }

    private long length(int shortForm) throws IOException {
        return switch (shortForm) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> shortForm;
        };
    }

    private static void check(boolean holds, int code, String message) throws Violation {
        if (!holds) {
            throw new Violation(code, message);
        }
    }

    void binary(byte[] data) throws IOException {
        send(BINARY, data);
    }

    void text(String text) throws IOException {
        text(text.getBytes(StandardCharsets.UTF_8));
    }

    void text(byte[] utf8) throws IOException {
        send(TEXT, utf8);
    }

    void ping() throws IOException {
        send(PING, new byte[0]);
    }

    /** Says goodbye once; the connection itself stays open. */
    void close(int code, String reason) throws IOException {
        writing.lock();
        try {
            if (!closeSent) {
                byte[] text = reason.getBytes(StandardCharsets.UTF_8);
                send(
                        CLOSE,
                        ByteBuffer.allocate(2 + text.length)
                                .putShort((short) code)
                                .put(text)
                                .array());
                closeSent = true;
            }
        } finally {
            writing.unlock();
        }
    }

    private void send(int opcode, byte[] data) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(14 + data.length);
        frame.put((byte) (0x80 | opcode));
        int maskBit = masks == null ? 0 : 0x80;
        if (data.length < 126) {
            frame.put((byte) (maskBit | data.length));
        } else if (data.length <= 0xffff) {
            frame.put((byte) (maskBit | 126)).putShort((short) data.length);
        } else {
            frame.put((byte) (maskBit | 127)).putLong(data.length);
        }
        putData(frame, data);
        writing.lock();
        try {
            if (!closeSent) {
                out.write(frame.array(), 0, frame.position());
                out.flush();
            } else if (opcode < CLOSE) {
                throw new IOException("the WebSocket is closed");
            }
        } finally {
            writing.unlock();
        }
    }

    private void putData(ByteBuffer frame, byte[] data) {
        if (masks == null) {
            frame.put(data);
            return;
        }
        byte[] mask = new byte[4];
        masks.nextBytes(mask);
        byte[] copy = data.clone();
        apply(mask, copy);
        frame.put(mask).put(copy);
    }

    private static void apply(byte[] mask, byte[] data) {
        for (int i = 0; i < data.length; i++) {
            data[i] ^= mask[i & 3];
        }
    }
}
