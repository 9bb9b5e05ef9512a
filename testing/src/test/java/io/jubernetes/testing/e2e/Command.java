package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program to run and wait for. */
final class Command {

    private static final long LONGEST_SECONDS = 120;

    private final List<String> line;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String input = "";

    private Command(List<String> line) {
        this.line = line;
    }

    static Command of(List<String> line) {
        return new Command(List.copyOf(line));
    }

    static Command of(String... line) {
        return new Command(List.of(line));
    }

    Command with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Command input(String text) {
        input = text;
        return this;
    }

    /** Runs it to its end. */
    Result run() {
        try {
            Path out = Files.createTempFile("out", ".txt");
            Path err = Files.createTempFile("err", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // it ended without reading its input
            }
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            Result result =
                    new Result(line, ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How a command ended: -1 when it had to be killed. */
    record Result(List<String> line, int exit, String out, String err) {

        /** Fails the test unless the command succeeded. */
        Result succeeded() {
            assertThat(exit).as("%s%n%s%n%s", line, out, err).isZero();
            return this;
        }

        /** Fails the test unless the command failed. */
        Result failed() {
            assertThat(exit).as("%s%n%s%n%s", line, out, err).isNotZero();
            return this;
        }
    }
}
