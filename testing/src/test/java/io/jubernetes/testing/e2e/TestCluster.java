package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A cluster that {@code ./jube up} runs as a process of its own. */
final class TestCluster implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final Path directory;
    private final List<String> flags;
    private final Path kubectl;
    private Process process;

    private TestCluster(Path directory, List<String> flags, Path kubectl) throws IOException {
        this.directory = directory;
        this.flags = flags;
        this.kubectl = kubectl;
        this.process = launch();
    }

    /** Starts a cluster with further flags of {@code jube up}, and waits until it is ready. */
    static TestCluster start(Path kubectl, String... flags) {
        try {
            TestCluster cluster = new TestCluster(Files.createTempDirectory("jube-e2e"), Arrays.asList(flags), kubectl);
            cluster.awaitReady();
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    long pid() {
        return process.pid();
    }

    /** What the cluster printed so far. */
    String output() {
        try {
            return Files.readString(directory.resolve("out")) + Files.readString(directory.resolve("err"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs kubectl to its end. */
    Command.Result kubectl(String... arguments) {
        return kubectlCommand(arguments).run();
    }

    Command kubectlCommand(String... arguments) {
        List<String> line = new ArrayList<>(
                List.of(kubectl.toString(), "--kubeconfig", kubeconfig().toString()));
        line.addAll(Arrays.asList(arguments));
        return Command.of(line);
    }

    /** What a kubectl command prints, which must succeed. */
    String ask(String... arguments) {
        return kubectl(arguments).succeeded().out().strip();
    }

    /** Kills the process without warning. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Asks the process to end, and waits for it. @return its exit code */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("ended after SIGTERM")
                .isTrue();
        return process.exitValue();
    }

    /** Starts the process again on the same directory and waits until it is ready. */
    void startAgain() throws IOException {
        Files.deleteIfExists(directory.resolve("ready"));
        process = launch();
        awaitReady();
    }

    /** Ends the cluster and its pods, and removes its files. */
    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                kill();
            }
            Command.of(Tools.root().resolve("jube").toString(), "down", "--data-dir", data())
                    .with("JUBE_NO_BUILD", "1")
                    .run()
                    .succeeded();
            delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Tools.root().resolve("jube").toString(),
                "up",
                "--data-dir",
                data(),
                "--port",
                port(),
                "--kubeconfig",
                kubeconfig().toString(),
                "--ready-file",
                directory.resolve("ready").toString()));
        line.addAll(flags);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().put("JUBE_NO_BUILD", "1");
        return builder.start();
    }

    /** Any free port at first; the same one again afterwards, because clients keep their kubeconfig. */
    private String port() throws IOException {
        Path known = directory.resolve("ready.port");
        return Files.exists(known) ? Files.readString(known) : "0";
    }

    private void awaitReady() {
        await("cluster ready")
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> assertThat(process.isAlive())
                        .as("the cluster runs; it printed: %s", output())
                        .isTrue())
                .until(() -> Files.exists(directory.resolve("ready")) && Files.size(directory.resolve("ready")) > 0);
        try {
            String url = Files.readString(directory.resolve("ready"));
            Files.writeString(directory.resolve("ready.port"), url.substring(url.lastIndexOf(':') + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private static void delete(Path tree) {
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path emptied, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                    Files.delete(emptied);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the cluster left something behind that cannot be removed", e);
        }
    }
}
