package io.jubernetes.kvstore.etcd;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real etcd of the test's own: any member of a cluster, with or without certificates. It can be killed, frozen and started again. */
public final class EtcdProcess implements AutoCloseable {

    private final Path directory;
    private final String name;
    private final int clientPort;
    private final int peerPort;
    private final List<String> flags = new ArrayList<>();
    private String scheme = "http";
    private String cluster;
    private @Nullable Process process;

    public EtcdProcess(Path directory, String name) {
        Assumptions.assumeTrue(isInstalled(), "SKIPPED: no etcd binary on the PATH (Debian: etcd-server)");
        this.directory = directory;
        this.name = name;
        int[] ports = freePorts();
        this.clientPort = ports[0];
        this.peerPort = ports[1];
        this.cluster = name + "=" + peer();
    }

    /** One that is running. */
    public static EtcdProcess start(Path directory, String... flags) {
        EtcdProcess etcd = new EtcdProcess(directory, "one").with(flags);
        etcd.start();
        EtcdFixture.open(EtcdStoreConfig.of(List.of(etcd.endpoint())).withTimeout(Duration.ofSeconds(30)))
                .close();
        return etcd;
    }

    public static boolean isInstalled() {
        for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(place, "etcd"))) {
                return true;
            }
        }
        return false;
    }

    public EtcdProcess with(String... more) {
        flags.addAll(List.of(more));
        return this;
    }

    /** Clients come by TLS; the flags name the certificates. */
    public EtcdProcess secure() {
        scheme = "https";
        return this;
    }

    /** Makes these the members of one cluster. */
    public static void join(List<EtcdProcess> members) {
        String all = String.join(
                ",",
                members.stream()
                        .map(member -> member.name + "=" + member.peer())
                        .toList());
        members.forEach(member -> member.cluster = all);
    }

    public URI endpoint() {
        return URI.create(scheme + "://127.0.0.1:" + clientPort);
    }

    private String peer() {
        return "http://127.0.0.1:" + peerPort;
    }

    /** Starts it, now or again with the same data; whoever connects waits until it serves. */
    public void start() {
        List<String> command = new ArrayList<>(List.of("etcd", "--name", name));
        command.addAll(List.of("--data-dir", directory.resolve(name).toString()));
        command.addAll(List.of("--listen-client-urls", endpoint().toString()));
        command.addAll(List.of("--advertise-client-urls", endpoint().toString()));
        command.addAll(List.of("--listen-peer-urls", peer(), "--initial-advertise-peer-urls", peer()));
        command.addAll(List.of("--initial-cluster", cluster, "--log-level", "warn"));
        command.addAll(List.of("--heartbeat-interval", "50", "--election-timeout", "500"));
        command.addAll(flags);
        File log = directory.resolve(name + ".log").toFile();
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a power cut would: nothing is written any more. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    private void signal(String which) {
        run("kill", which, Long.toString(process == null ? -1 : process.pid()));
    }

    /** Runs etcdctl against it. */
    public String control(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("etcdctl", "--endpoints", endpoint().toString()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static String run(String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("ETCDCTL_API", "3");
            Process started = builder.start();
            String said = new String(started.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!started.waitFor(30, TimeUnit.SECONDS) || started.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int[] freePorts() {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {one.getLocalPort(), two.getLocalPort()};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
