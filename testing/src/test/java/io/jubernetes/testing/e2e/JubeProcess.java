package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code ./jube} command that runs until it is ended: its process, what it printed, and whether it is ready. */
final class JubeProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final int END_WITHIN_SECONDS = 60;

    /** How a program is started: by whom, from which checkout, with which environment. */
    record Launch(Path root, List<String> prefix, Map<String, String> environment) {

        /** As the user who runs the tests, from this checkout. */
        static final Launch USUAL = new Launch(Tools.root(), List.of(), Map.of());

        Command command(String... arguments) {
            Command command = Command.of(line(List.of(arguments)));
            variables().forEach(command::with);
            return command;
        }

        List<String> line(List<String> arguments) {
            List<String> line = new ArrayList<>(prefix);
            line.add(root.resolve("jube").toString());
            line.addAll(arguments);
            return line;
        }

        Map<String, String> variables() {
            Map<String, String> all = new LinkedHashMap<>(environment);
            all.put("JUBE_NO_BUILD", "1");
            all.put("JAVA_HOME", System.getProperty("java.home"));
            return all;
        }
    }

    private final Launch launch;
    private final Path directory;
    private final String name;
    private Process process;

    private JubeProcess(Launch launch, Path directory, String name, List<String> arguments) {
        this.launch = launch;
        this.directory = directory;
        this.name = name;
        this.process = start(arguments);
    }

    /**
     * Starts a command and waits until it is ready.
     *
     * @param directory where its output and its ready file go
     * @param name what those files are called
     */
    static JubeProcess start(Launch launch, Path directory, String name, List<String> arguments) {
        JubeProcess started = new JubeProcess(launch, directory, name, arguments);
        started.awaitReady();
        return started;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote into its ready file. */
    String readyText() {
        return read(".ready");
    }

    /** What it printed since its last start. */
    String output() {
        return read(".out") + read(".err");
    }

    /** Kills it without warning. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Asks it to end, and waits for it. @return its exit code */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS))
                .as("%s ended after SIGTERM", name)
                .isTrue();
        return process.exitValue();
    }

    /** Starts it again and waits until it is ready. */
    void startAgain(List<String> arguments) {
        process = start(arguments);
        awaitReady();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process start(List<String> arguments) {
        try {
            Files.deleteIfExists(file(".ready"));
            List<String> line = new ArrayList<>(launch.line(arguments));
            line.add("--ready-file");
            line.add(file(".ready").toString());
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectOutput(file(".out").toFile())
                    .redirectError(file(".err").toFile());
            builder.environment().putAll(launch.variables());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        await(name + " ready")
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> assertThat(process.isAlive())
                        .as("%s runs; it printed: %s", name, output())
                        .isTrue())
                .until(() -> Files.exists(file(".ready")) && Files.size(file(".ready")) > 0);
    }

    private Path file(String suffix) {
        return directory.resolve(name + suffix);
    }

    private String read(String suffix) {
        try {
            return Files.exists(file(suffix)) ? Files.readString(file(suffix)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
