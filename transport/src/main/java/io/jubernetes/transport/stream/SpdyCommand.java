package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A command whose streams are those of a SPDY session, told apart by their {@code streamtype} header. */
final class SpdyCommand {

    /** How long a client may take to open its streams. */
    private static final Duration OPENING = Duration.ofSeconds(30);

    private final Environment environment;
    private final StreamOptions options;
    private final String protocol;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, SpdyStream> streams = new LinkedHashMap<>();
    private boolean gone;

    SpdyCommand(Environment environment, StreamOptions options, String protocol) {
        this.environment = environment;
        this.options = options;
        this.protocol = protocol;
    }

    void run(Connection connection, RemoteCommand command) throws IOException, InterruptedException {
        SpdySession session = new SpdySession(connection);
        Farewell farewell = new Farewell(environment);
        List<CommandStreams> running = new ArrayList<>(1);
        environment.start("spdy-read", () -> {
            try {
                session.run(this::opened);
            } finally {
                session.release();
                clientLeft(running);
                farewell.clientLeft();
            }
        });
        if (awaitStreams()) {
            CommandStreams open = commandStreams();
            register(open, running);
            finish(RemoteCommandServer.run(command, open));
        }
        session.close();
        farewell.await(Farewell.LIMIT);
    }

    private void register(CommandStreams open, List<CommandStreams> running) {
        lock.lock();
        try {
            running.add(open);
            if (!gone) {
                return;
            }
        } finally {
            lock.unlock();
        }
        open.clientLeft();
    }

    private void clientLeft(List<CommandStreams> running) {
        List<CommandStreams> open;
        lock.lock();
        try {
            gone = true;
            changed.signalAll();
            open = List.copyOf(running);
        } finally {
            lock.unlock();
        }
        open.forEach(CommandStreams::clientLeft);
    }

    private void opened(SpdyStream stream) {
        lock.lock();
        try {
            streams.put(stream.header("streamtype"), stream);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** False when the client did not open what it announced. */
    private boolean awaitStreams() throws InterruptedException {
        List<String> expected = expected();
        lock.lockInterruptibly();
        try {
            boolean inTime = true;
            while (!streams.keySet().containsAll(expected) && !gone && inTime) {
                inTime = environment.await(changed, OPENING);
            }
            return streams.keySet().containsAll(expected);
        } finally {
            lock.unlock();
        }
    }

    private List<String> expected() {
        List<String> types = new ArrayList<>(List.of("error"));
        if (options.stdin()) {
            types.add("stdin");
        }
        if (options.stdout()) {
            types.add("stdout");
        }
        if (options.stderr()) {
            types.add("stderr");
        }
        if (options.tty() && (protocol.startsWith("v4.") || protocol.startsWith("v3."))) {
            types.add("resize");
        }
        return types;
    }

    private CommandStreams commandStreams() {
        return new CommandStreams(environment, input("stdin"), output("stdout"), output("stderr"), input("resize"));
    }

    private InputStream input(String type) {
        SpdyStream stream = find(type);
        return stream == null ? InputStream.nullInputStream() : stream.input();
    }

    private OutputStream output(String type) {
        SpdyStream stream = find(type);
        return stream == null ? OutputStream.nullOutputStream() : stream.output();
    }

    private @Nullable SpdyStream find(String type) {
        lock.lock();
        try {
            return streams.get(type);
        } finally {
            lock.unlock();
        }
    }

    private void finish(ExitStatus status) throws IOException {
        byte[] last = ChannelCodec.of(protocol).status(status);
        try (OutputStream error = output("error")) {
            if (last != null) {
                error.write(last);
            }
        }
        for (String type : List.of("stdout", "stderr")) {
            output(type).close();
        }
        input("stdin").close();
    }
}
