package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.ContainerStreams;
import io.jubernetes.kubelet.runtime.ExecRequest;
import io.jubernetes.kubelet.runtime.ExecResult;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Runs further commands where a container's main process runs. */
public final class Execution {

    private static final int OUTPUT_LIMIT = 1 << 20;

    private final Environment environment;
    private final Starter starter;

    public Execution(Environment environment, Starter starter) {
        this.environment = environment;
        this.starter = starter;
    }

    /** Starts a command where a container's main process runs. */
    @FunctionalInterface
    public interface Starter {
        /**
         * @param terminal the path of the terminal that the command gets; empty for three pipes
         */
        Process start(ProcessContainer container, List<String> command, String terminal);
    }

    /** The command becomes the leader of a session whose terminal it opens by name. */
    public static List<String> onTerminal(String terminal, boolean setsid, List<String> command) {
        List<String> words = new ArrayList<>(setsid ? List.of("setsid") : List.of());
        words.addAll(List.of("/bin/sh", "-c", "exec <\"$0\" >\"$0\" 2>&1 && exec \"$@\"", terminal));
        words.addAll(command);
        return words;
    }

    public ExecResult sync(ProcessContainer container, List<String> command, Duration timeout)
            throws InterruptedException {
        Process process = starter.start(container, command, "");
        AtomicBoolean late = new AtomicBoolean();
        Environment.Timer timer = environment.after(timeout, "exec-timeout", () -> {
            late.set(true);
            killTree(process);
        });
        try {
            close(process.getOutputStream());
            Captured out = new Captured(process.getInputStream());
            Captured err = new Captured(process.getErrorStream());
            Environment.Task reading = environment.start("exec-stderr", err);
            out.run();
            reading.join();
            int code = process.waitFor();
            if (late.get()) {
                throw new RuntimeFailure(
                        Kind.DEADLINE,
                        "command timed out: \"" + String.join(" ", command) + "\" timed out after "
                                + timeout.toSeconds() + "s");
            }
            return new ExecResult(code, out.text(), err.text());
        } finally {
            timer.cancel();
            killTree(process);
        }
    }

    public int run(ProcessContainer container, ExecRequest request, ContainerStreams streams)
            throws InterruptedException {
        if (request.tty()) {
            return new TerminalExecution(environment)
                    .run(terminal -> starter.start(container, request.command(), terminal), streams);
        }
        Process process = starter.start(container, request.command(), "");
        try {
            Environment.Task in = copy(streams.stdin(), process.getOutputStream(), process, "exec-stdin");
            Environment.Task err = copy(process.getErrorStream(), streams.stderr(), process, "exec-stderr");
            Environment.Task out = copy(process.getInputStream(), streams.stdout(), process, "exec-stdout");
            out.join();
            err.join();
            int code = process.waitFor();
            in.interrupt();
            return code;
        } finally {
            killTree(process);
        }
    }

    private Environment.Task copy(@Nullable InputStream from, @Nullable OutputStream to, Process process, String name) {
        return environment.start(name, () -> {
            try (OutputStream sink = to == null ? OutputStream.nullOutputStream() : to;
                    InputStream source = from == null ? InputStream.nullInputStream() : from) {
                byte[] buffer = new byte[1 << 14];
                for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                    sink.write(buffer, 0, count);
                    sink.flush();
                }
            } catch (IOException e) {
                // one side is gone: when it is the caller's, the command has nobody to work for
                if (!name.equals("exec-stdin")) {
                    killTree(process);
                }
            }
        });
    }

    /** Kills a command with all that it started: entering a process namespace puts a process in between. */
    public static void killTree(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void close(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // the command has ended already
        }
    }

    /** Output up to a limit; what is more is read and dropped. */
    private static final class Captured implements Environment.Body {
        private final InputStream source;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Captured(InputStream source) {
            this.source = source;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[1 << 13];
            try {
                for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                    bytes.write(buffer, 0, Math.min(count, OUTPUT_LIMIT - bytes.size()));
                }
            } catch (IOException e) {
                // the command was killed: what it said before counts
            }
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
