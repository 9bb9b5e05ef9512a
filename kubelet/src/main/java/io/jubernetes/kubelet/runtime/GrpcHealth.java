package io.jubernetes.kubelet.runtime;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Asks a server by gRPC's health protocol how it is: one call on one connection, in the few frames of HTTP/2 that it takes.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/health-checking.md">The protocol</a>
 */
final class GrpcHealth {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int MOST = 1 << 16;
    private static final int SERVING = 1;

    private final DataInputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

    GrpcHealth(java.io.InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /**
     * @param authority whom the request is for, {@code host:port}
     * @param service whose health is meant; empty for the whole server
     * @throws IOException when there is no answer, or another one than that it serves
     */
    void check(String authority, String service) throws IOException {
        out.write(PREFACE);
        write(SETTINGS, 0, 0, new byte[0]);
        write(HEADERS, END_HEADERS, 1, headers(authority));
        write(DATA, END_STREAM, 1, message(service));
        out.flush();
        boolean ended = false;
        while (!ended) {
            ended = frame();
        }
        judge();
    }

    /** Whether the answer is complete. */
    private boolean frame() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt() & Integer.MAX_VALUE;
        if (length > MOST) {
            throw new IOException("the answer is too long");
        }
        byte[] payload = in.readNBytes(length);
        switch (type) {
            case SETTINGS -> acknowledge(SETTINGS, flags, new byte[0]);
            case PING -> acknowledge(PING, flags, payload);
            case DATA -> answer.writeBytes(payload);
            case RST_STREAM, GOAWAY -> throw new IOException("the server ended the call");
            default -> {
                // headers say nothing that the message does not
            }
        }
        return stream == 1 && (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    private void acknowledge(int type, int flags, byte[] payload) throws IOException {
        if ((flags & ACK) == 0) {
            write(type, ACK, 0, payload);
            out.flush();
        }
    }

    private void write(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(9);
        head.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        head.put((byte) type).put((byte) flags).putInt(stream);
        out.write(head.array());
        out.write(payload);
    }

    /** Fields that nobody needs to remember, as plain text. */
    private static byte[] headers(String authority) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        field(block, ":method", "POST");
        field(block, ":scheme", "http");
        field(block, ":path", "/grpc.health.v1.Health/Check");
        field(block, ":authority", authority);
        field(block, "content-type", "application/grpc");
        field(block, "user-agent", "kube-probe/1.35");
        field(block, "te", "trailers");
        return block.toByteArray();
    }

    private static void field(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        block.write(Math.min(bytes.length, 126));
        block.write(bytes, 0, Math.min(bytes.length, 126));
    }

    /** A message with one field, the service's name. */
    private static byte[] message(String service) {
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        int length = name.length == 0 ? 0 : 2 + name.length;
        ByteBuffer message = ByteBuffer.allocate(5 + length);
        message.put((byte) 0).putInt(length);
        if (name.length > 0) {
            message.put((byte) 0x0a).put((byte) name.length).put(name);
        }
        return message.array();
    }

    private void judge() throws IOException {
        byte[] message = answer.toByteArray();
        if (message.length < 5) {
            throw new IOException("error: health rpc failed: the server does not answer the health protocol");
        }
        int status = message.length >= 7 && message[5] == 8 ? message[6] : 0;
        if (status != SERVING) {
            String[] names = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};
            String name = status >= 0 && status < names.length ? names[status] : Integer.toString(status);
            throw new IOException("service unhealthy (responded with \"" + name + "\")");
        }
    }
}
