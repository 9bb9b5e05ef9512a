package io.jubernetes.transport.client;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.List;

/**
 * Sends each request on a connection of its own. Answers of unknown or great length are streams, read while they are written
 * on; an answer 101 is a {@link ResponseBody.Upgrade} that joins the connection it is given with the server's.
 *
 * <p>Whoever gets a stream or an upgrade runs it; it holds the connection.
 */
public final class UpgradableHttpClient implements ApiHandler {

    /** Up to here a body is read before the answer is given on. */
    private static final int SMALL = 256 * 1024;

    private final Environment environment;
    private final Opening opening;
    private final String authority;

    /** How each request gets its connection. */
    @FunctionalInterface
    private interface Opening {
        ClientConnection open() throws IOException;
    }

    public UpgradableHttpClient(Environment environment, Target target) {
        this(environment, () -> ClientConnection.open(target), target.authority());
    }

    /** Failures to connect have an {@link UnreachableException} as their cause. */
    public UpgradableHttpClient(Environment environment, LocalTarget target) {
        this(environment, () -> target.open(environment), "localhost");
    }

    private UpgradableHttpClient(Environment environment, Opening opening, String authority) {
        this.environment = environment;
        this.opening = opening;
        this.authority = authority;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        try {
            return exchange(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApiResponse exchange(ApiRequest request) throws IOException {
        ClientConnection connection = opening.open();
        boolean held = false;
        try {
            connection.send(RequestHead.encode(request, authority), request.body());
            ResponseHead head = ResponseHead.read(connection.input());
            while (head.isInterim()) {
                head = ResponseHead.read(connection.input());
            }
            connection.waitsForever();
            ResponseBody body = body(request, head, connection);
            held = !(body instanceof ResponseBody.Bytes);
            return new ApiResponse(head.status(), head.endToEndHeaders(), body);
        } catch (ClosedChannelException e) {
            throw e instanceof ClosedByInterruptException ? e : new SocketTimeoutException("Read timed out");
        } finally {
            if (!held) {
                connection.close();
            }
        }
    }

    private ResponseBody body(ApiRequest request, ResponseHead head, ClientConnection connection) throws IOException {
        if (head.status() == 101) {
            return new Joined(environment, connection);
        }
        if (request.method().equals("HEAD") || head.hasNoBody()) {
            return ResponseBody.Bytes.EMPTY;
        }
        long length = head.contentLength();
        if (!head.isChunked() && length >= 0 && length <= SMALL) {
            byte[] whole = connection.input().readNBytes((int) length);
            if (whole.length < length) {
                throw new IOException("connection closed in the middle of an answer");
            }
            return new ResponseBody.Bytes(List.of(whole));
        }
        return new StreamedBody(connection, BodyInput.of(head, connection.input()));
    }
}
