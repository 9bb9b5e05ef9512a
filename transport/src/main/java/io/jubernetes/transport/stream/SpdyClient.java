package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The near end of exec, attach and port-forward over SPDY/3.1. Unlike WebSocket before v5 it can tell that input has ended.
 *
 * <p>Use: send a POST with {@link #COMMAND} or {@link #PORTS}; when the answer is 101, give it to {@link #run} or {@link #forward}.
 */
public final class SpdyClient {

    /** What a request for exec or attach has to say. */
    public static final Headers COMMAND = headers("v4.channel.k8s.io");
    /** What a request for port-forward has to say. */
    public static final Headers PORTS = headers("portforward.k8s.io");

    private static final Logger LOG = LoggerFactory.getLogger(SpdyClient.class);

    private final Environment environment;

    public SpdyClient(Environment environment) {
        this.environment = environment;
    }

    /** The local ends; null for what the request did not ask for. */
    public record LocalStreams(
            @Nullable InputStream stdin,
            @Nullable OutputStream stdout,
            @Nullable OutputStream stderr) {}

    private static Headers headers(String protocol) {
        return Headers.of("connection", "Upgrade", "upgrade", "SPDY/3.1", Upgrades.SPDY_PROTOCOL_HEADER, protocol);
    }

    /**
     * Moves bytes until the command ends.
     *
     * @param resizes null without a terminal
     * @throws IOException when the answer is no upgrade, or the connection ends before the command's status came
     */
    public ExitStatus run(ApiResponse response, LocalStreams local, RemoteCommandClient.@Nullable Resizes resizes)
            throws IOException, InterruptedException {
        try (Session session = new Session(response)) {
            return new SpdyCommandClient(environment, session.spdy, local, resizes).run(session::close);
        }
    }

    /**
     * A connection to a port. Reading throws what the other side says when it cannot be reached.
     *
     * @throws IOException when the answer is no upgrade
     */
    public Connection forward(ApiResponse response, int port) throws IOException {
        Session session = new Session(response);
        try {
            SpdyStream error =
                    session.spdy.open(Map.of("streamtype", "error", "port", Integer.toString(port), "requestid", "0"));
            error.output().close();
            SpdyStream data =
                    session.spdy.open(Map.of("streamtype", "data", "port", Integer.toString(port), "requestid", "0"));
            return new Forwarded(session, data, error);
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    /** An upgraded connection that is read by a task of its own. */
    private final class Session implements AutoCloseable {
        private final ConnectionPair pair = ConnectionPair.create();
        private final SpdySession spdy = new SpdySession(pair.near());

        Session(ApiResponse response) throws IOException {
            if (!(response.body() instanceof ResponseBody.Upgrade upgrade)) {
                throw new IOException("the server did not upgrade the connection: status " + response.status());
            }
            environment.start("spdy-connection", () -> carry(upgrade));
            environment.start("spdy-read", () -> {
                try {
                    spdy.run(SpdyStream::reset);
                } finally {
                    spdy.release();
                }
            });
        }

        private void carry(ResponseBody.Upgrade upgrade) throws InterruptedException {
            try (Connection far = pair.far()) {
                upgrade.run(far);
            } catch (IOException e) {
                LOG.debug("Connection of streams broke: cause={}", e.toString());
            }
        }

        @Override
        public void close() {
            spdy.close();
            try {
                pair.near().close();
            } catch (IOException e) {
                LOG.trace("Closed already: cause={}", e.toString());
            }
        }
    }

    private record Forwarded(Session session, SpdyStream data, SpdyStream error) implements Connection {

        @Override
        public InputStream input() {
            return new ErrorAtEnd(data.input(), error.input());
        }

        @Override
        public OutputStream output() {
            return data.output();
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /** At the end of the data it is known whether something went wrong. */
    private static final class ErrorAtEnd extends java.io.FilterInputStream {
        private final InputStream error;

        ErrorAtEnd(InputStream data, InputStream error) {
            super(data);
            this.error = error;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count < 0) {
                String text = new String(error.readAllBytes(), StandardCharsets.UTF_8).strip();
                if (!text.isEmpty()) {
                    throw new IOException(text);
                }
            }
            return count;
        }
    }
}
