package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins local streams to those of one command. */
final class SpdyCommandClient {

    private final Environment environment;
    private final SpdySession session;
    private final SpdyClient.LocalStreams local;
    private final RemoteCommandClient.@Nullable Resizes resizes;

    SpdyCommandClient(
            Environment environment,
            SpdySession session,
            SpdyClient.LocalStreams local,
            RemoteCommandClient.@Nullable Resizes resizes) {
        this.environment = environment;
        this.session = session;
        this.local = local;
        this.resizes = resizes;
    }

    /** @param hangUp ends the session: nobody listens any more */
    ExitStatus run(Runnable hangUp) throws IOException, InterruptedException {
        SpdyStream error = open("error");
        error.output().close();
        List<Environment.Task> inputs = new ArrayList<>();
        List<Environment.Task> outputs = new ArrayList<>();
        try {
            openInputs(inputs);
            openOutputs(outputs, hangUp);
            byte[] status = error.input().readAllBytes();
            for (Environment.Task output : outputs) {
                output.join();
            }
            if (status.length == 0) {
                throw new IOException("connection closed before the command's status came");
            }
            return ExitStatus.parse(status);
        } finally {
            inputs.forEach(Environment.Task::interrupt);
        }
    }

    private SpdyStream open(String type) throws IOException {
        return session.open(Map.of("streamtype", type));
    }

    private void openInputs(List<Environment.Task> tasks) throws IOException {
        if (local.stdin() != null) {
            InputStream from = local.stdin();
            OutputStream to = open("stdin").output();
            tasks.add(environment.start("exec-stdin", () -> type(from, to)));
        }
        if (resizes != null) {
            RemoteCommandClient.Resizes from = resizes;
            OutputStream to = open("resize").output();
            tasks.add(environment.start("exec-resize", () -> resize(from, to)));
        }
    }

    private void openOutputs(List<Environment.Task> tasks, Runnable hangUp) throws IOException {
        if (local.stdout() != null) {
            OutputStream to = local.stdout();
            InputStream from = open("stdout").input();
            tasks.add(environment.start("exec-stdout", () -> copy(from, to, hangUp)));
        }
        if (local.stderr() != null) {
            OutputStream to = local.stderr();
            InputStream from = open("stderr").input();
            tasks.add(environment.start("exec-stderr", () -> copy(from, to, hangUp)));
        }
    }

    private static void copy(InputStream from, OutputStream to, Runnable hangUp) {
        byte[] buffer = new byte[32 * 1024];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
        } catch (IOException e) {
            hangUp.run();
        }
    }

    private static void type(InputStream from, OutputStream to) {
        try (to) {
            from.transferTo(to);
        } catch (IOException e) {
            return; // the command ended first
        }
    }

    private static void resize(RemoteCommandClient.Resizes from, OutputStream to) throws InterruptedException {
        try {
            for (TerminalSize size = from.next(); size != null; size = from.next()) {
                String json = "{\"Width\":" + size.columns() + ",\"Height\":" + size.rows() + "}\n";
                to.write(json.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return; // the command ended first
        }
    }
}
