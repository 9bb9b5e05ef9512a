package io.jubernetes.kubelet.runtime.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jubernetes.kubelet.runtime.TestImages;
import io.jubernetes.kubelet.runtime.TestPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A containerd of the test's own: its files, socket, network and images are below one directory. */
final class PrivateContainerd implements AutoCloseable {

    static final String BUSYBOX = "localhost/busybox:1";
    static final String PAUSE = "localhost/pause:1";

    private final Path directory;
    private Process process;

    private PrivateContainerd(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Skips the test, with the reason, where this machine cannot have one. */
    static PrivateContainerd start() throws Exception {
        assumeTrue(TestPrograms.isRoot(), "containerd needs root");
        List<String> missing = TestPrograms.missing("containerd", "ctr", "runc", "bridge", "gcc", "busybox", "ip");
        assumeTrue(missing.isEmpty(), () -> "not installed: " + missing);
        // short, for the sockets' sake
        Path directory = Files.createTempDirectory("jube-cri");
        Files.createDirectories(directory.resolve("cni"));
        Path root = Path.of(System.getProperty("jubernetes.root", "..")).toAbsolutePath();
        String config = Files.readString(root.resolve("dev/containerd.toml"))
                .replace("ROOT", root.toString())
                .replace("DIR", directory.toString())
                .replace("PAUSE", PAUSE);
        Files.writeString(directory.resolve("config.toml"), config);
        PrivateContainerd daemon = new PrivateContainerd(directory, run(directory));
        daemon.awaitReady();
        Path images = Files.createDirectory(directory.resolve("images"));
        for (Path archive : List.of(TestImages.pause(images, PAUSE), TestImages.busybox(images, BUSYBOX))) {
            daemon.ctr("images", "import", archive.toString());
        }
        return daemon;
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
        await().atMost(30, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            ctr("version");
            return true;
        });
    }

    String ctr(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ctr", "-a", socket().toString(), "-n", "k8s.io"));
        command.addAll(List.of(arguments));
        return TestPrograms.run(command.toArray(String[]::new));
    }

    Path socket() {
        return directory.resolve("c.sock");
    }

    Path directory() {
        return directory;
    }

    void kill() throws Exception {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws Exception {
        process = run(directory);
        awaitReady();
    }

    /** What is still there of pods: mounts, processes and cgroups. */
    List<String> remains() throws Exception {
        List<String> remains = new ArrayList<>();
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
            mounts.filter(m -> m.contains(directory.toString())).forEach(remains::add);
        }
        ProcessHandle.allProcesses()
                .filter(p -> p.pid() != process.pid())
                .map(p -> p.info().commandLine().orElse(""))
                .filter(c -> c.contains(directory.toString()))
                .forEach(remains::add);
        try (Stream<Path> networks = Files.list(directory.resolve("cni"))) {
            networks.map(Path::toString).forEach(remains::add);
        }
        Path addresses = directory.resolve("agent/addresses");
        if (Files.exists(addresses)) {
            try (Stream<Path> taken = Files.walk(addresses)) {
                taken.map(Path::toString)
                        .filter(p -> p.matches(".*/\\d+\\.\\d+\\.\\d+\\.\\d+"))
                        .forEach(remains::add);
            }
        }
        return remains;
    }

    /** Ends one that was started, and looks for what pods have left. */
    static void end(@Nullable PrivateContainerd daemon) throws Exception {
        if (daemon != null) {
            try (daemon) {
                await().atMost(10, TimeUnit.SECONDS)
                        .untilAsserted(() -> assertThat(daemon.remains()).isEmpty());
            }
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        process.waitFor();
        TestImages.delete(directory);
    }
}
