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
        Path crun = Files.writeString(directory.resolve("crun"), CRUN);
        crun.toFile().setExecutable(true);
        String config = CONFIG.replace("DIR", directory.toString()).replace("PAUSE", pauseImage);
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

    /** crun of Debian 12 refuses hybrid cgroups; it sees none in a mount namespace without the unified hierarchy. */
    private static final String CRUN = """
            #!/bin/sh
            if [ -d /sys/fs/cgroup/unified ]; then
              exec unshare -m --propagation private sh -c 'umount /sys/fs/cgroup/unified; exec /usr/bin/crun "$@"' crun "$@"
            fi
            exec /usr/bin/crun "$@"
            """;

    /** Without CAP_SYS_RESOURCE nobody may lower the adjustment; naming one runtime drops the usual one. */
    private static final String CONFIG = """
            version = 2
            root = "DIR/root"
            state = "DIR/state"
            [grpc]
              address = "DIR/c.sock"
            [plugins."io.containerd.internal.v1.opt"]
              path = "DIR/opt"
            [plugins."io.containerd.grpc.v1.cri"]
              sandbox_image = "PAUSE"
              restrict_oom_score_adj = true
              stream_server_address = "127.0.0.1"
              stream_server_port = "0"
              [plugins."io.containerd.grpc.v1.cri".cni]
                bin_dir = "/usr/lib/cni"
                conf_dir = "DIR/cni"
              [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
                runtime_type = "io.containerd.runc.v2"
              [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.crun]
                runtime_type = "io.containerd.runc.v2"
                [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.crun.options]
                  BinaryName = "DIR/crun"
            """;
}
