package io.jubernetes.kubelet.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.image.ImageArchive;
import io.jubernetes.kubelet.image.ImageStore;
import io.jubernetes.kubelet.image.TestImage;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig.Identity;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import io.jubernetes.kubelet.runtime.ContainerConfig.Terminal;
import io.jubernetes.kubelet.runtime.RuntimeTestContext;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.process.BridgeNetwork;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A runtime in a directory with an image of busybox, and what tests do with it. */
final class OciContext extends RuntimeTestContext<OciRuntime> {

    private static final String IMAGE = "localhost/busybox:1";

    private final OciConfig config;
    List<Mount> mounts = List.of();
    ContainerConfig.Linux linux = ContainerConfig.Linux.DEFAULT;
    Identity identity = Identity.DEFAULT;
    Terminal terminal = Terminal.NONE;
    SandboxConfig.Linux pod = SandboxConfig.Linux.DEFAULT;
    List<SandboxConfig.PortMapping> ports = List.of();
    private int count;

    OciContext(Path directory, String program) throws Exception {
        super(directory);
        this.config = new OciConfig(state(), program, directory.resolve("no-networks"));
        ObjectNode image = new ObjectMapper().createObjectNode().put("WorkingDir", "/tmp");
        image.putArray("Env").add("FROM=image");
        new ImageArchive(new SystemEnvironment(), new ImageStore(config.images()), directory)
                .read(new ByteArrayInputStream(TestImage.busybox(image).archive(IMAGE)), null);
    }

    @Override
    protected OciRuntime create() throws InterruptedException {
        return new OciRuntime(config, new SystemEnvironment());
    }

    @Override
    protected String image() {
        return IMAGE;
    }

    @Override
    protected String podCidr() {
        return "10.251.8.0/24";
    }

    /** A sandbox of the shape that the fields say. */
    String shapedSandbox(String name) throws Exception {
        SandboxConfig plain = sandboxConfig(name, pod);
        return runtime.runSandbox(new SandboxConfig(
                plain.pod(), 0, name, plain.logDirectory(), plain.dns(), ports, pod, Map.of(), Map.of()));
    }

    /** Runs a container of the shape that the fields say in a sandbox of its own. */
    String runShaped(String... command) throws Exception {
        return startShaped(shapedSandbox("web-0"), command);
    }

    String startShaped(String sandbox, String... command) throws Exception {
        ContainerConfig plain = config("main-" + count++, terminal, mounts, linux, command);
        return start(
                sandbox,
                new ContainerConfig(
                        plain.name(),
                        0,
                        plain.image(),
                        plain.imageRef(),
                        plain.command(),
                        mounts,
                        terminal,
                        identity,
                        linux,
                        Map.of(),
                        Map.of(),
                        "",
                        plain.logPath()));
    }

    /** The output of a command that ends by itself. */
    List<String> output(String... command) throws Exception {
        String id = runShaped(command);
        awaitExit(id);
        return log(id);
    }

    String exec(String id, String... command) throws Exception {
        return runtime.execSync(id, List.of(command), Duration.ofSeconds(20))
                .stdout()
                .trim();
    }

    /** Whatever a test did, nothing of it is left on the machine. */
    @Override
    public void close() throws Exception {
        super.close();
        String key = BridgeNetwork.key(config.root());
        String name = "jube" + key;
        Commands commands = new Commands();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(directory.toString(), key);
        for (String line : List.of("ip netns list", "ip link show", "nft list ruleset")) {
            assertThat(commands.run(List.of(line.split(" "))).output()).doesNotContain(name, key);
        }
        assertThat(commands.run(List.of("find", "/sys/fs/cgroup", "-name", name))
                        .output())
                .isEmpty();
        assertThat(config.root().resolve("containers")).isEmptyDirectory();
        assertThat(config.root().resolve("cni/attachments").toFile().list()).isNullOrEmpty();
        assertThat(Path.of("/run/jubernetes", key, "sandboxes").toFile().list()).isNullOrEmpty();
        commands.run(List.of("rm", "-rf", "/run/jubernetes/" + key));
    }
}
