package io.jubernetes.cli.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the events of a watch. */
public final class Watching {

    /** How a watch ended. */
    public enum End {
        /** The listener had seen enough. */
        ENOUGH,
        /** The server ended it, or the connection broke: to be started again. */
        BROKEN,
        TIME_UP
    }

    /** Is told each event. */
    @FunctionalInterface
    public interface Listener {

        /**
         * @param type {@code ADDED}, {@code MODIFIED}, {@code DELETED}, {@code BOOKMARK} or {@code ERROR}
         * @return whether to go on
         */
        boolean event(String type, ObjectNode object);
    }

    private final Server server;
    private final Environment environment;

    Watching(Server server, Environment environment) {
        this.server = server;
        this.environment = environment;
    }

    /**
     * Watches until the listener has enough, the server ends the watch, or the time is up.
     *
     * @param query without {@code watch}
     * @param limit null for none
     */
    public End run(String path, QueryParameters query, String accept, @Nullable Duration limit, Listener listener) {
        if (limit != null && limit.isNegative()) {
            return End.TIME_UP;
        }
        Lines lines = new Lines(listener);
        Environment.Timer timer = limit == null ? null : environment.after(limit, "watch-limit", lines::timeUp);
        try {
            server.stream(path, query.and("watch", "true"), accept, lines);
        } catch (IOException | UncheckedIOException e) {
            if (lines.end == End.BROKEN && !(e instanceof IOException)) {
                throw (UncheckedIOException) e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (timer != null) {
                timer.cancel();
            }
        }
        return lines.end;
    }

    /** Cuts the stream into events. */
    private static final class Lines implements BodySink {

        private final Listener listener;
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
        private volatile End end = End.BROKEN;
        private volatile @Nullable Runnable close;

        Lines(Listener listener) {
            this.listener = listener;
        }

        void timeUp() {
            end = End.TIME_UP;
            Runnable action = close;
            if (action != null) {
                action.run();
            }
        }

        @Override
        public void write(byte[] piece) throws ClosedSinkException {
            int start = 0;
            for (int i = 0; i < piece.length; i++) {
                if (piece[i] == '\n') {
                    rest.write(piece, start, i - start);
                    start = i + 1;
                    line();
                }
            }
            rest.write(piece, start, piece.length - start);
        }

        private void line() throws ClosedSinkException {
            if (rest.size() == 0) {
                return;
            }
            ObjectNode event = Json.decode(rest.toByteArray()).object();
            rest.reset();
            ObjectNode object = event.path("object") instanceof ObjectNode known ? known : Json.object();
            if (!listener.event(event.path("type").asText(), object)) {
                end = End.ENOUGH;
            }
            if (end != End.BROKEN) {
                throw new ClosedSinkException();
            }
        }

        @Override
        public void onClose(Runnable action) {
            close = action;
            if (end == End.TIME_UP) {
                action.run();
            }
        }
    }
}
