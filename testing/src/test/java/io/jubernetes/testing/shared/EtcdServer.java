package io.jubernetes.testing.shared;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real etcd of the test's own, which can be killed and started again. */
final class EtcdServer implements AutoCloseable {

    private final Path directory;
    private final String client;
    private final String peer;
    private @Nullable Process process;

    EtcdServer(Path directory) throws IOException {
        assumeTrue(isInstalled(), "SKIPPED: no etcd binary on the PATH (Debian: etcd-server; dev/test installs it)");
        this.directory = directory;
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.client = "http://127.0.0.1:" + one.getLocalPort();
            this.peer = "http://127.0.0.1:" + two.getLocalPort();
        }
    }

    private static boolean isInstalled() {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "etcd")));
    }

    URI endpoint() {
        return URI.create(client);
    }

    /** Starts it, now or again with the same data. */
    void start() throws IOException {
        List<String> command = List.of(
                "etcd",
                "--name",
                "one",
                "--data-dir",
                directory.resolve("etcd").toString(),
                "--log-level",
                "warn",
                "--listen-client-urls",
                client,
                "--advertise-client-urls",
                client,
                "--listen-peer-urls",
                peer,
                "--initial-advertise-peer-urls",
                peer,
                "--initial-cluster",
                "one=" + peer);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("etcd.log").toFile()))
                .start();
    }

    /** Without warning. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Throws away what it kept; it must not run. */
    void wipe() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("etcd"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        kill();
    }
}
