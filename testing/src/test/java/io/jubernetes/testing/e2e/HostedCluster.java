package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.testing.e2e.JubeProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A control plane on the first of the {@link Hosts}, and an agent on each. */
final class HostedCluster implements AutoCloseable {

    private final Path directory = TestCluster.temporaryDirectory();
    private final Hosts hosts = Hosts.start();
    private final List<JubeProcess> processes = new ArrayList<>();
    private final Kubectl kubectl;

    private HostedCluster(Path kubectl) throws IOException {
        this.kubectl = new Kubectl(onFirstHost(kubectl), data("server").resolve("admin.conf"));
    }

    static HostedCluster start(Path kubectl) throws IOException {
        HostedCluster cluster = new HostedCluster(kubectl);
        try {
            cluster.startAll();
            return cluster;
        } catch (RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    Kubectl kubectl() {
        return kubectl;
    }

    /** Ends the agents, whose pods have ended; then nothing of theirs may be left on any host. */
    void nothingIsLeft() throws InterruptedException {
        for (JubeProcess agent : processes.subList(1, processes.size())) {
            agent.terminate();
        }
        for (String host : Hosts.NAMES) {
            assertThat(Hosts.run(host, "ip", "-o", "link")).as(host).doesNotContain("jube", "jvx");
            assertThat(Hosts.run(host, "ip", "route")).as(host).doesNotContain("10.244.");
            assertThat(Hosts.run(host, "nft", "list", "tables")).as(host).doesNotContain("jubernetes-pods");
            assertThat(PodProcesses.about(data(host))).as(host).isEmpty();
        }
    }

    @Override
    public void close() {
        processes.reversed().forEach(JubeProcess::close);
        hosts.close();
        TestCluster.delete(directory);
    }

    private void startAll() {
        List<String> server = List.of("--port", "6443", "--node-monitor-grace-period", "12s");
        run("one", "server", "server", "--data-dir", List.of("--bind-address", Hosts.address("one")), server);
        List<String> reach = List.of("--kubeconfig", kubectl.kubeconfig().toString());
        for (String host : Hosts.NAMES) {
            run(host, "agent", host, "--root-dir", reach, List.of("--node-name", host, "--runtime", "process"));
        }
    }

    private void run(String host, String command, String name, String place, List<String> flags, List<String> more) {
        List<String> line = new ArrayList<>(List.of(command, place, data(name).toString()));
        line.addAll(flags);
        line.addAll(more);
        Launch launch = new Launch(Tools.root(), Hosts.on(host), Map.of());
        processes.add(JubeProcess.start(launch, directory, name, line));
    }

    private Path data(String name) {
        return directory.resolve(name + "-data");
    }

    private Path onFirstHost(Path binary) throws IOException {
        Path script = directory.resolve("kubectl");
        String prefix = String.join(" ", Hosts.on("one"));
        Files.writeString(script, "#!/bin/sh\nexec " + prefix + " " + binary + " \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
