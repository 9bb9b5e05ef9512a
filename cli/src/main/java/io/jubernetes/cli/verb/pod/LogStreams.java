package io.jubernetes.cli.verb.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Refusal;
import io.jubernetes.cli.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Prints the logs of one container as they come, or of several line by line. */
public final class LogStreams {

    private final Session session;
    private final QueryParameters query;
    private final boolean follow;
    private final boolean prefix;
    private final boolean ignoreErrors;
    private final List<Log> logs = new ArrayList<>();
    private final ReentrantLock printing = new ReentrantLock();
    private final ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();

    private record Log(String namespace, String pod, String container) {
        String path() {
            return "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/log";
        }

        String prefix() {
            return "[pod/" + pod + "/" + container + "] ";
        }
    }

    /** @param query without the container */
    public LogStreams(Session session, QueryParameters query, boolean follow, boolean prefix, boolean ignoreErrors) {
        this.session = session;
        this.query = query;
        this.follow = follow;
        this.prefix = prefix;
        this.ignoreErrors = ignoreErrors;
    }

    public void add(JsonNode pod, List<String> containers) {
        String name = pod.path("metadata").path("name").asText();
        containers.forEach(c -> logs.add(new Log(session.namespace(), name, c)));
    }

    /** Prints all; those that are followed at the same time. */
    public void print(int mostAtOnce) {
        if (!follow || logs.size() == 1) {
            logs.forEach(this::printOne);
        } else if (logs.size() > mostAtOnce) {
            throw new CommandException("error: you are attempting to follow " + logs.size()
                    + " log streams, but maximum allowed concurrency is " + mostAtOnce
                    + ", use --max-log-requests to increase the limit");
        } else {
            followAll();
        }
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    private void followAll() {
        List<Environment.Task> tasks = new ArrayList<>();
        for (Log log : logs) {
            tasks.add(session.environment().start("logs-" + log.pod(), () -> {
                try {
                    printOne(log);
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            }));
        }
        try {
            for (Environment.Task task : tasks) {
                task.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void printOne(Log log) {
        Lines lines = new Lines(prefix ? log.prefix() : "");
        try {
            session.server().stream(
                    log.path(), query.and("container", log.container()), "application/json, */*", lines);
            lines.end();
        } catch (ApiException e) {
            if (!ignoreErrors) {
                throw e;
            }
            session.terminal().note(Refusal.text(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Passes whole lines on, so that lines of several logs are not mixed. */
    private final class Lines implements BodySink {

        private final String lead;
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

        Lines(String lead) {
            this.lead = lead;
        }

        @Override
        public void write(byte[] piece) {
            int end = piece.length;
            while (end > 0 && piece[end - 1] != '\n') {
                end--;
            }
            if (end > 0) {
                rest.write(piece, 0, end);
                print();
            }
            rest.write(piece, end, piece.length - end);
            if (logs.size() == 1 && lead.isEmpty()) {
                print();
            }
        }

        void end() {
            if (rest.size() > 0) {
                print();
            }
        }

        private void print() {
            byte[] text = lead.isEmpty() ? rest.toByteArray() : withLead();
            rest.reset();
            PrintStream out = session.terminal().out();
            printing.lock();
            try {
                out.writeBytes(text);
                out.flush();
            } finally {
                printing.unlock();
            }
        }

        private byte[] withLead() {
            String text = rest.toString(StandardCharsets.UTF_8);
            StringBuilder lines = new StringBuilder();
            for (String line : text.split("\n")) {
                lines.append(lead).append(line).append('\n');
            }
            return lines.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void onClose(Runnable action) {
            // this end never goes away
        }
    }
}
