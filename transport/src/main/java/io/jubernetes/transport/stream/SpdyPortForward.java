package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Forwarded connections as pairs of SPDY streams: {@code streamtype: error} and {@code streamtype: data}, which belong together by
 * {@code requestID}.
 */
final class SpdyPortForward {

    /** Pairs that wait for their second stream; a client opens them one right behind the other. */
    private static final int MAX_HALVES = 100;

    private final Environment environment;
    private final PortRelay relay;
    /** Used by the reading thread only. */
    private final Map<String, SpdyStream> halves = new LinkedHashMap<>();
    /** Used by the reading thread only. */
    private final List<Environment.Task> relays = new ArrayList<>();

    SpdyPortForward(Environment environment, PortDialer dialer) {
        this.environment = environment;
        this.relay = new PortRelay(environment, dialer);
    }

    void run(Connection connection) throws InterruptedException, IOException {
        SpdySession session = new SpdySession(connection);
        try {
            session.run(this::opened);
        } finally {
            relays.forEach(Environment.Task::interrupt); // their ports may have nothing to say that would wake them
            session.close();
            session.release();
            connection.close();
        }
    }

    private void opened(SpdyStream stream) {
        String type = stream.header("streamtype");
        if (!type.equals("data") && !type.equals("error") || halves.size() > MAX_HALVES) {
            stream.reset();
            return;
        }
        String id = stream.header("requestid").isEmpty() ? olderId(stream, type) : stream.header("requestid");
        SpdyStream other = halves.remove(id);
        if (other == null) {
            halves.put(id, stream);
        } else if (type.equals("data")) {
            forward(stream, other);
        } else {
            forward(other, stream);
        }
    }

    /** Clients without request ids open the error stream and then, as the next one, the data stream. */
    private static String olderId(SpdyStream stream, String type) {
        return "stream-" + (type.equals("error") ? stream.id() : stream.id() - 2);
    }

    private void forward(SpdyStream data, SpdyStream error) {
        Integer port = PortForwardServer.parsePort(data.header("port"));
        relays.removeIf(Environment.Task::isDone);
        relays.add(environment.start("port-forward", () -> {
            if (port == null) {
                refuse(data, error.output());
            } else {
                relay.run(port, data.input(), data.output(), error.output());
            }
        }));
    }

    private static void refuse(SpdyStream data, OutputStream error) {
        try (OutputStream out = error) {
            out.write(("invalid port \"" + data.header("port") + "\"").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return; // the client is gone
        } finally {
            data.reset();
        }
    }
}
