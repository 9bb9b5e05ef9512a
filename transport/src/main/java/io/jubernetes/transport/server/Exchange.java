package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink.ClosedSinkException;
import io.jubernetes.apimachinery.environment.Environment;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer, on a virtual thread of its own. */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** What is left of the connection afterwards. */
    enum Outcome {
        /** The answer is whole; another request may follow. */
        COMPLETE,
        /** The answer is whole; the connection closes after it. */
        LAST,
        /** The answer is not whole, which the client sees by an abrupt end. */
        BROKEN
    }

    private final ServerContext server;
    private final RawRequest request;
    private final Outbound outbound;
    private final Consumer<Outcome> done;
    private volatile boolean streaming;
    private volatile Environment.@Nullable Task task;

    Exchange(ServerContext server, RawRequest request, Channel channel, Consumer<Outcome> done) {
        this.server = server;
        this.request = request;
        this.outbound = new Outbound(channel, server.environment());
        this.done = done;
    }

    void start() {
        server.draining().add(this);
        task = server.environment().start("http-request", this::run);
    }

    private void run() {
        Outcome outcome = Outcome.BROKEN;
        try {
            outcome = new ResponseWriter(server, request, outbound, this::becameStream).write(answer());
        } catch (ClosedSinkException e) {
            LOG.trace(
                    "Client left before the end of the answer: path={}",
                    request.head().uri());
        } catch (IOException e) {
            LOG.debug("Answer broke off: path={} cause={}", request.head().uri(), e.toString());
        } catch (InterruptedException e) {
            LOG.debug(
                    "Answer cut short by the server's end: path={}",
                    request.head().uri());
        } catch (Throwable e) {
            LOG.error("Answer could not be written: path={}", request.head().uri(), e);
        } finally {
            done.accept(outcome);
            leave();
        }
    }

    /** The server closes connections when the last exchange has left: by then the answer has to be on its way. */
    private void leave() {
        try {
            if (server.draining().hasBegun()) {
                outbound.awaitSent(Draining.LAST_BYTES);
            }
        } catch (InterruptedException e) {
            LOG.debug("Did not wait for the last bytes: path={}", request.head().uri());
        } finally {
            server.draining().remove(this);
        }
    }

    private ApiResponse answer() {
        if (request.peer().isImpostor(request.head().headers())) {
            return Statuses.unauthorized();
        }
        ApiRequest translated;
        try {
            translated = request.toApi();
        } catch (IllegalArgumentException e) {
            return Statuses.badRequest("malformed request: " + e.getMessage());
        }
        try {
            return server.handler().handle(translated);
        } catch (Throwable e) { // handlers answer, they never throw: this is a fault of ours
            LOG.error("Handler failed: method={} path={}", translated.method(), translated.path(), e);
            return Statuses.internal();
        }
    }

    private void becameStream() {
        streaming = true;
        outbound.becameStream();
        server.draining().streaming();
    }

    boolean isStreaming() {
        return streaming;
    }

    void clientLeft() {
        outbound.clientLeft();
    }

    void endStream() {
        outbound.end();
    }

    void interrupt() {
        Environment.Task started = task;
        if (started != null) {
            started.interrupt();
        }
    }
}
