package io.jubernetes.testing.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A containerd of the test's own: its files, its socket and its network are below one directory. */
final class ContainerDaemon implements AutoCloseable {

    private final Path directory;
    private Process process;

    private ContainerDaemon(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    static ContainerDaemon start(String pauseImage) throws IOException {
        // short, for the sockets' sake
        Path directory = Files.createTempDirectory("jube-cri");
        Files.createDirectories(directory.resolve("cni"));
        String config = Files.readString(Tools.root().resolve("dev/containerd.toml"))
                .replace("ROOT", Tools.root().toString())
                .replace("DIR", directory.toString())
                .replace("PAUSE", pauseImage);
        Files.writeString(directory.resolve("config.toml"), config);
        ContainerDaemon daemon = new ContainerDaemon(directory, run(directory));
        daemon.awaitReady();
        return daemon;
    }

    Path directory() {
        return directory;
    }

    String socket() {
        return directory.resolve("c.sock").toString();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = run(directory);
        awaitReady();
    }

    /** What a reboot takes of it: all that upstream has below {@code /run}. */
    void forgetState() throws IOException {
        TestCluster.delete(directory.resolve("state"));
        Files.deleteIfExists(directory.resolve("c.sock"));
    }

    private static Process run(Path directory) throws IOException {
        return new ProcessBuilder(
                        "containerd", "-c", directory.resolve("config.toml").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("containerd.log").toFile()))
                .start();
    }

    private void awaitReady() {
        List<String> version = new ArrayList<>(List.of("ctr", "-a", socket(), "version"));
        await("containerd answers")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Command.of(version).run().exit() == 0);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        TestCluster.delete(directory);
    }
}
