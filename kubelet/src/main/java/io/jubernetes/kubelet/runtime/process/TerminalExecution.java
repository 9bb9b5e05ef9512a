package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.ContainerStreams;
import io.jubernetes.kubelet.runtime.ContainerStreams.Size;
import io.jubernetes.kubelet.runtime.Libc;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Runs a command on a new terminal, whose other side is joined to the caller's streams. */
final class TerminalExecution {

    private static final int LOOK_MILLIS = 100;

    /** Starts the command on a terminal's path. */
    @FunctionalInterface
    interface Starter {
        Process start(String terminal);
    }

    private final Environment environment;

    TerminalExecution(Environment environment) {
        this.environment = environment;
    }

    int run(Starter starter, ContainerStreams streams) throws InterruptedException {
        try {
            int master = Libc.openTerminal();
            try {
                return run(starter.start(Libc.terminalName(master)), master, streams);
            } finally {
                Libc.close(master);
            }
        } catch (IOException e) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "terminal: " + e.getMessage(), e);
        }
    }

    private int run(Process process, int master, ContainerStreams streams) throws InterruptedException {
        Environment.Task sizes = environment.start("exec-resize", () -> resize(master, streams));
        Environment.Task input = environment.start("exec-stdin", () -> send(master, streams));
        Environment.Task output = environment.startNative("exec-terminal", () -> receive(process, master, streams));
        try {
            output.join();
            return process.waitFor();
        } finally {
            Execution.killTree(process);
            sizes.interrupt();
            input.interrupt();
            closeInput(streams.stdin());
            sizes.join();
            input.join();
        }
    }

    private static void resize(int master, ContainerStreams streams) throws InterruptedException {
        try {
            for (Size size = streams.sizes().next();
                    size != null;
                    size = streams.sizes().next()) {
                Libc.resizeTerminal(master, size.columns(), size.rows());
            }
        } catch (IOException e) {
            // the terminal is gone, and with it its size
        }
    }

    private static void send(int master, ContainerStreams streams) {
        InputStream source = streams.stdin();
        if (source == null) {
            return;
        }
        byte[] buffer = new byte[4096];
        try {
            for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                Libc.write(master, buffer, count);
            }
        } catch (IOException e) {
            // the terminal or the caller is gone; the output's reader ends the command
        }
    }

    private static void receive(Process process, int master, ContainerStreams streams) {
        OutputStream sink = streams.stdout() == null ? OutputStream.nullOutputStream() : streams.stdout();
        byte[] buffer = new byte[1 << 14];
        try {
            while (true) {
                boolean ended = !process.isAlive();
                if (!Libc.awaitReadable(master, LOOK_MILLIS)) {
                    if (ended) {
                        return;
                    }
                    continue;
                }
                int count = Libc.read(master, buffer);
                if (count < 0) {
                    return;
                }
                sink.write(buffer, 0, count);
                sink.flush();
            }
        } catch (IOException e) {
            Execution.killTree(process);
        }
    }

    private static void closeInput(@org.jspecify.annotations.Nullable InputStream input) {
        try {
            if (input != null) {
                input.close();
            }
        } catch (IOException e) {
            // it was closed already
        }
    }
}
