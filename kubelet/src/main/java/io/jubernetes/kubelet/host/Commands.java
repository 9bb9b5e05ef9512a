package io.jubernetes.kubelet.host;

import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs short programs of the host and waits for them. */
public final class Commands {

    /** How a program ended and what it said on both outputs. */
    public record Outcome(int exitCode, String output) {}

    public Outcome run(List<String> line) throws InterruptedException {
        return run(line, "");
    }

    /** Runs a program with some input; one that is not there ends with 127. */
    public Outcome run(List<String> line, String input) throws InterruptedException {
        try {
            List<String> found = new ArrayList<>(line);
            found.set(0, HostPrograms.find(line.getFirst()));
            Process process =
                    new ProcessBuilder(found).redirectErrorStream(true).start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // it ended without reading its input; its exit code tells why
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            return new Outcome(127, String.valueOf(e.getMessage()));
        }
    }

    /** Runs a program that has to succeed. */
    public String mustRun(List<String> line, String input) throws InterruptedException {
        Outcome outcome = run(line, input);
        if (outcome.exitCode() != 0) {
            throw new RuntimeFailure(
                    RuntimeFailure.Kind.FAILED,
                    line.getFirst() + " failed: " + outcome.output().trim());
        }
        return outcome.output();
    }
}
