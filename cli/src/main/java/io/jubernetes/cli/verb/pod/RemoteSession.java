package io.jubernetes.cli.verb.pod;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.session.Session;
import io.jubernetes.transport.stream.ExitStatus;
import io.jubernetes.transport.stream.RemoteCommandClient;
import io.jubernetes.transport.stream.RemoteCommandClient.LocalStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Joins this terminal with a command in a container. */
public final class RemoteSession {

    private final Session session;
    private final boolean stdin;
    private final boolean quiet;
    private final boolean tty;

    /** @param tty whether the command gets a terminal, if there is one here */
    public RemoteSession(Session session, boolean stdin, boolean tty, boolean quiet) {
        this.session = session;
        this.stdin = stdin;
        this.quiet = quiet;
        this.tty = tty;
    }

    /** Runs until the command ends; its exit code. */
    public int run(String path, QueryParameters query, String container) throws InterruptedException {
        session.terminal().out().flush();
        try (RawTerminal raw = tty && stdin ? RawTerminal.enter(session.environment()) : null) {
            boolean terminal = tty && (raw != null || !stdin);
            if (tty && stdin && raw == null && !quiet) {
                session.terminal().note("Unable to use a TTY - input is not a terminal or the right kind of file");
            }
            return exchange(path, parameters(query, container, terminal), raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private QueryParameters parameters(QueryParameters query, String container, boolean terminal) {
        QueryParameters all = query.and("container", container).and("stdout", "true");
        all = stdin ? all.and("stdin", "true") : all;
        return terminal ? all.and("tty", "true") : all.and("stderr", "true");
    }

    private int exchange(String path, QueryParameters query, @Nullable RawTerminal raw)
            throws IOException, InterruptedException {
        RemoteCommandClient client = new RemoteCommandClient(session.environment());
        ApiResponse response = session.server().send("GET", path, query, client.headers(), new byte[0]);
        InputStream typed = stdin ? session.terminal().in() : null;
        LocalStreams local = new LocalStreams(
                typed, session.terminal().out(), session.terminal().err());
        ExitStatus status = client.run(response, local, raw == null ? null : raw::nextSize);
        session.terminal().out().flush();
        return switch (status) {
            case ExitStatus.Exited(int code) -> {
                if (code != 0 && !quiet) {
                    session.terminal().note("command terminated with exit code " + code);
                }
                yield code;
            }
            case ExitStatus.Failed(String message) -> throw new CommandException("error: " + message);
        };
    }
}
