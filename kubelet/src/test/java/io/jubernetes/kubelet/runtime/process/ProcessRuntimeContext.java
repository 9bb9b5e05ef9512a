package io.jubernetes.kubelet.runtime.process;

import static org.awaitility.Awaitility.await;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig.Command;
import io.jubernetes.kubelet.runtime.ContainerConfig.Identity;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import io.jubernetes.kubelet.runtime.ContainerConfig.Terminal;
import io.jubernetes.kubelet.runtime.Sandbox;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.SandboxConfig.Dns;
import io.jubernetes.kubelet.runtime.SandboxConfig.Linux;
import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process runtime in a directory, and what tests do with it. */
final class ProcessRuntimeContext {

    private static final Terminal WITH_STDIN = new Terminal(true, true, false);

    private final Path directory;
    private final ProcessConfig config;
    ProcessRuntime runtime;

    ProcessRuntimeContext(Path directory, ProcessConfig config) throws Exception {
        this.directory = directory;
        this.config = config;
        this.runtime = started();
    }

    private ProcessRuntime started() throws InterruptedException {
        ProcessRuntime started = new ProcessRuntime(config, new SystemEnvironment());
        started.start();
        started.configureNetwork("10.251.7.0/24");
        return started;
    }

    void agentDies() {
        runtime.close();
    }

    void agentStarts() throws Exception {
        runtime = started();
    }

    void agentDiesAndAnotherStarts() throws Exception {
        agentDies();
        agentStarts();
    }

    String sandbox(String name) throws Exception {
        return runtime.runSandbox(new SandboxConfig(
                new PodIdentity("default", name, "uid-" + name),
                0,
                name,
                directory.resolve("logs"),
                Dns.OF_NODE,
                List.of(),
                Linux.DEFAULT,
                Map.of(),
                Map.of()));
    }

    String run(String... command) throws Exception {
        return start(sandbox("web-0"), Terminal.NONE, volume(), command);
    }

    String runWithStdin(String... command) throws Exception {
        return start(sandbox("web-0"), WITH_STDIN, volume(), command);
    }

    String start(String sandbox, Terminal terminal, List<Mount> mounts, String... command) throws Exception {
        String id = runtime.createContainer(
                sandbox,
                new ContainerConfig(
                        "main",
                        0,
                        "any",
                        "any",
                        new Command(
                                List.of(command), List.of(), "", Map.of("GREETING", "hello 'world'", "odd.name", "x")),
                        mounts,
                        terminal,
                        Identity.DEFAULT,
                        ContainerConfig.Linux.DEFAULT,
                        Map.of(),
                        Map.of(),
                        "",
                        sandbox.substring(0, 8) + ".log"));
        runtime.startContainer(id);
        return id;
    }

    /** A directory of the host that the container sees as {@code shared} in its working directory or root. */
    private List<Mount> volume() throws IOException {
        Path volume = Files.createDirectories(directory.resolve("shared"));
        boolean mounts = !runtime.describe().startsWith("sessions");
        return List.of(new Mount(mounts ? "/new/place/shared" : "shared", volume, false));
    }

    /** The path, as a container sees it, of a file that {@link #raise} makes. */
    String flag(String name) {
        return runtime.describe().startsWith("sessions") ? "shared/" + name : "/new/place/shared/" + name;
    }

    void raise(String name) throws IOException {
        Files.createFile(directory.resolve("shared").resolve(name));
    }

    Container container(String id) {
        return runtime.container(id).orElseThrow();
    }

    State.Exited awaitExit(String id) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> container(id).isExited());
        return (State.Exited) container(id).state();
    }

    /** The log's lines without their times. */
    List<String> log(String id) throws IOException {
        Path file = container(id).logFile();
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(l -> l.substring(l.indexOf(' ') + 1))
                        .toList()
                : List.of();
    }

    void awaitLog(String id, String line) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> log(id).contains(line));
    }

    void close() throws Exception {
        for (Sandbox sandbox : runtime.sandboxes(null)) {
            runtime.removeSandbox(sandbox.id());
        }
        runtime.close();
        new Commands().run(List.of("ip", "link", "del", new BridgeNetwork(new Commands(), config.root()).bridge()));
    }
}
