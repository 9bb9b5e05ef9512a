package io.jubernetes.kubelet.runtime.oci;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.kubelet.image.ImageArchive;
import io.jubernetes.kubelet.image.ImageStore;
import io.jubernetes.kubelet.image.TestImage;
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
import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A runtime in a directory with an image of busybox, and what tests do with it. */
final class OciContext {

    private final Path directory;
    private final OciConfig config;
    private final String image;
    OciRuntime runtime;
    List<Mount> mounts = new ArrayList<>();
    ContainerConfig.Linux linux = ContainerConfig.Linux.DEFAULT;
    Identity identity = Identity.DEFAULT;
    Terminal terminal = Terminal.NONE;
    SandboxConfig.Linux pod = SandboxConfig.Linux.DEFAULT;
    List<SandboxConfig.PortMapping> ports = List.of();

    OciContext(Path directory, String program) throws Exception {
        this.directory = directory;
        this.config = new OciConfig(directory.resolve("state"), program, directory.resolve("no-networks"));
        this.image = new ImageArchive(new SystemEnvironment(), new ImageStore(config.images()), directory)
                .read(
                        new ByteArrayInputStream(TestImage.busybox(new ObjectMapper()
                                        .createObjectNode()
                                        .put("WorkingDir", "/tmp")
                                        .set(
                                                "Env",
                                                new ObjectMapper()
                                                        .createArrayNode()
                                                        .add("FROM=image")))
                                .archive("localhost/busybox:1")),
                        null)
                .getFirst()
                .id();
        this.runtime = started();
    }

    private OciRuntime started() throws InterruptedException {
        OciRuntime started = new OciRuntime(config, new SystemEnvironment());
        started.start();
        started.configureNetwork("10.251.8.0/24");
        return started;
    }

    void anotherAgentStarts() throws Exception {
        runtime.close();
        runtime = started();
    }

    String sandbox(String name) throws Exception {
        return runtime.runSandbox(new SandboxConfig(
                new PodIdentity("default", name, "uid-" + name),
                0,
                name,
                Files.createDirectories(directory.resolve("logs")),
                Dns.OF_NODE,
                ports,
                pod,
                Map.of(),
                Map.of()));
    }

    String run(String... command) throws Exception {
        return start(sandbox("web-0"), command);
    }

    String start(String sandbox, String... command) throws Exception {
        String id = runtime.createContainer(
                sandbox,
                new ContainerConfig(
                        "main",
                        0,
                        "localhost/busybox:1",
                        image,
                        new Command(
                                List.of(command), List.of(), "", Map.of("GREETING", "hello 'world'", "odd.name", "x")),
                        mounts,
                        terminal,
                        identity,
                        linux,
                        Map.of(),
                        Map.of(),
                        "",
                        sandbox.substring(0, 8) + "-" + System.nanoTime() + ".log"));
        runtime.startContainer(id);
        return id;
    }

    Container container(String id) {
        return runtime.container(id).orElseThrow();
    }

    State.Exited awaitExit(String id) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> container(id).isExited());
        return (State.Exited) container(id).state();
    }

    /** The output of a command that ends by itself. */
    List<String> output(String... command) throws Exception {
        String id = run(command);
        awaitExit(id);
        return log(id);
    }

    String exec(String id, String... command) throws Exception {
        return runtime.execSync(id, List.of(command), Duration.ofSeconds(20))
                .stdout()
                .trim();
    }

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
    }
}
