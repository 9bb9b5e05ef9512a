package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.runtime.ContainerStreams;
import io.jubernetes.kubelet.runtime.ContainerStreams.Size;
import io.jubernetes.kubelet.runtime.Libc;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Joins a caller to a running container's output, from now on, and to its input, when that was kept open. */
public final class Attachment {

    private static final Duration LOOK = Duration.ofMillis(30);

    private final Environment environment;
    private final Commands commands;
    private final ProcessContainer container;

    public Attachment(Environment environment, Commands commands, ProcessContainer container) {
        this.environment = environment;
        this.commands = commands;
        this.container = container;
    }

    public void run(ContainerStreams streams) throws InterruptedException {
        container.mustRun();
        try {
            OutputStream errors = container.record().config().terminal().tty() ? streams.stdout() : streams.stderr();
            Tail out = new Tail(container.files().stdout(), streams.stdout());
            Tail err = new Tail(container.files().stderr(), errors);
            // only now: an answer to the input must not come before the output is looked at
            Environment.Task input = environment.start("attach-stdin", () -> send(streams.stdin()));
            Environment.Task sizes = environment.start("attach-resize", () -> resize(streams));
            copyUntilEnd(out, err);
            input.interrupt();
            sizes.interrupt();
        } catch (IOException e) {
            // the caller is gone
        }
    }

    private void resize(ContainerStreams streams) throws InterruptedException {
        if (!container.record().config().terminal().tty()) {
            return;
        }
        for (Size size = streams.sizes().next();
                size != null;
                size = streams.sizes().next()) {
            Optional<Long> pid = container.running().flatMap(MainProcess::hostPid);
            try {
                if (pid.isPresent()) {
                    Path terminal = Path.of("/proc", Long.toString(pid.get()), "fd", "0");
                    Libc.resizeTerminal(terminal, size.columns(), size.rows());
                }
            } catch (IOException e) {
                return; // the terminal is gone, and with it its size
            }
        }
    }

    private void copyUntilEnd(Tail out, Tail err) throws IOException, InterruptedException {
        boolean running = true;
        while (running) {
            running = container.running().isPresent();
            boolean any = out.copy() | err.copy();
            if (!any && running) {
                environment.sleep(LOOK);
            }
        }
    }

    private void send(@Nullable InputStream source) throws InterruptedException {
        if (source == null || !container.record().config().terminal().stdin()) {
            return;
        }
        try (OutputStream pipe = Files.newOutputStream(container.files().stdin())) {
            source.transferTo(pipe);
        } catch (IOException e) {
            // the container or the caller is gone
        }
        if (container.record().config().terminal().stdinOnce()) {
            String supervisor = container
                    .running()
                    .map(p -> Long.toString(p.supervisor().pid()))
                    .orElse("");
            if (!supervisor.isEmpty()) {
                commands.run(List.of("kill", "-USR1", supervisor));
            }
        }
    }

    /** What is added to a file from now on. */
    private static final class Tail {
        private final Path file;
        private final @Nullable OutputStream sink;
        private long at;

        Tail(Path file, @Nullable OutputStream sink) throws IOException {
            this.file = file;
            this.sink = sink;
            this.at = Files.exists(file) ? Files.size(file) : 0;
        }

        boolean copy() throws IOException {
            if (sink == null || !Files.exists(file) || Files.size(file) <= at) {
                return false;
            }
            try (RandomAccessFile source = new RandomAccessFile(file.toFile(), "r")) {
                source.seek(at);
                byte[] piece = new byte[(int) Math.min(1 << 16, source.length() - at)];
                source.readFully(piece);
                sink.write(piece);
                sink.flush();
                at += piece.length;
                return true;
            }
        }
    }
}
