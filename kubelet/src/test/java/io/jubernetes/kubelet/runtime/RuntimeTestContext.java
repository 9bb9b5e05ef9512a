package io.jubernetes.kubelet.runtime;

import static org.awaitility.Awaitility.await;

import io.jubernetes.kubelet.runtime.Container.State;
import io.jubernetes.kubelet.runtime.ContainerConfig.Command;
import io.jubernetes.kubelet.runtime.ContainerConfig.Identity;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import io.jubernetes.kubelet.runtime.ContainerConfig.Terminal;
import io.jubernetes.kubelet.runtime.SandboxConfig.Dns;
import io.jubernetes.kubelet.runtime.SandboxConfig.Linux;
import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A runtime and a directory for its volumes and logs, and what tests do with them. A subclass says how the runtime is made; its
 * state has to be below {@link #state}, or where another runtime that it makes finds it again.
 */
public abstract class RuntimeTestContext<R extends ContainerRuntime> {

    private static final Terminal WITH_STDIN = new Terminal(true, true, false);

    protected final Path directory;
    /** The runtime that is alive; another one after {@link #agentStarts}. */
    public R runtime;

    @SuppressWarnings("NullAway.Init") // started before the first test
    protected RuntimeTestContext(Path directory) {
        this.directory = directory;
    }

    /** Makes a runtime that finds what the one before ran; not started yet. */
    protected abstract R create() throws Exception;

    /** What containers are made from: its name, for instance {@code localhost/busybox:1}. */
    protected abstract String image();

    /** The range of the pods' addresses. */
    protected String podCidr() {
        return "10.251.7.0/24";
    }

    /** Where containers see the directory {@code shared}. */
    protected String sharedPath() {
        return "/new/place/shared";
    }

    /** A command that prints a port, listens on it on loopback, says {@code pong} to who connects, and ends. */
    protected List<String> ponger() {
        return List.of("sh", "-c", "echo 8099; nc -l -p 8099 -e echo -n pong");
    }

    /** Where the runtime keeps what outlives it. */
    protected final Path state() {
        return directory.resolve("state");
    }

    public final void agentDies() {
        runtime.close();
    }

    public final void agentStarts() throws Exception {
        runtime = create();
        runtime.start();
        runtime.configureNetwork(podCidr());
    }

    public final void agentDiesAndAnotherStarts() throws Exception {
        agentDies();
        agentStarts();
    }

    public final SandboxConfig sandboxConfig(String name, Linux linux) throws IOException {
        return new SandboxConfig(
                new PodIdentity("default", name, "uid-" + name),
                0,
                name,
                Files.createDirectories(directory.resolve("logs").resolve(name)),
                Dns.OF_NODE,
                List.of(),
                linux,
                Map.of("app", name),
                Map.of("note", "of " + name));
    }

    public final String sandbox(String name) throws Exception {
        return runtime.runSandbox(sandboxConfig(name, Linux.DEFAULT));
    }

    public final String run(String... command) throws Exception {
        return start(sandbox("web-0"), Terminal.NONE, volume(), command);
    }

    public final String runWithStdin(String... command) throws Exception {
        return start(sandbox("web-0"), WITH_STDIN, volume(), command);
    }

    public final String start(String sandbox, Terminal terminal, List<Mount> mounts, String... command)
            throws Exception {
        return start(sandbox, config("main", terminal, mounts, ContainerConfig.Linux.DEFAULT, command));
    }

    public final String start(String sandbox, ContainerConfig config) throws Exception {
        String id = runtime.createContainer(sandbox, config);
        runtime.startContainer(id);
        return id;
    }

    public final ContainerConfig config(
            String name, Terminal terminal, List<Mount> mounts, ContainerConfig.Linux linux, String... command) {
        return new ContainerConfig(
                name,
                0,
                image(),
                runtime.images().find(image()).orElseThrow().reference(),
                new Command(List.of(command), List.of(), "", Map.of("GREETING", "hello 'world'", "odd.name", "x")),
                mounts,
                terminal,
                Identity.DEFAULT,
                linux,
                Map.of("tier", "front"),
                Map.of("note", "of " + name),
                "",
                name + "/0.log");
    }

    /** A directory of the host that containers see at {@link #sharedPath}. */
    public final List<Mount> volume() throws IOException {
        return List.of(new Mount(sharedPath(), Files.createDirectories(directory.resolve("shared")), false));
    }

    /** The path, as a container sees it, of a file that {@link #raise} makes. */
    public final String flag(String name) {
        return sharedPath() + "/" + name;
    }

    public final void raise(String name) throws IOException {
        Files.createFile(directory.resolve("shared").resolve(name));
    }

    public final boolean isRaised(String name) {
        return Files.exists(directory.resolve("shared").resolve(name));
    }

    public final Container container(String id) {
        return runtime.container(id).orElseThrow();
    }

    public final State.Exited awaitExit(String id) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> container(id).isExited());
        return (State.Exited) container(id).state();
    }

    /** The log's lines without their times. */
    public final List<String> log(String id) throws IOException {
        Path file = container(id).logFile();
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(l -> l.substring(l.indexOf(' ') + 1))
                        .toList()
                : List.of();
    }

    public final void awaitLog(String id, String line) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> log(id).contains(line));
    }

    /** Ends everything that the test started, and the runtime. */
    public void close() throws Exception {
        for (Sandbox sandbox : runtime.sandboxes(null)) {
            runtime.removeSandbox(sandbox.id());
        }
        runtime.close();
    }
}
