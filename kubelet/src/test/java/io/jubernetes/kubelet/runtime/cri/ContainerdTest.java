package io.jubernetes.kubelet.runtime.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig.Identity;
import io.jubernetes.kubelet.runtime.ContainerConfig.Terminal;
import io.jubernetes.kubelet.runtime.ExecResult;
import io.jubernetes.kubelet.runtime.Namespaces;
import io.jubernetes.kubelet.runtime.Resources;
import io.jubernetes.kubelet.runtime.RuntimeEvent;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.SandboxConfig.Linux;
import io.jubernetes.kubelet.runtime.Security;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is containerd's own: its deaths, handlers, limits and neighbours. */
@Timeout(120)
final class ContainerdTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init") // before the first test
    private static PrivateContainerd daemon;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private CriRuntimeContext context;

    @BeforeAll
    static void startDaemon() throws Exception {
        daemon = PrivateContainerd.start();
    }

    @AfterAll
    static void nothingIsLeft() throws Exception {
        PrivateContainerd.end(daemon);
    }

    @BeforeEach
    void start() throws Exception {
        context = new CriRuntimeContext(directory, daemon);
        context.agentStarts();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    @Test
    void containersSurviveADaemonThatIsKilled() throws Exception {
        String id = context.run(
                "sh", "-c", "while [ ! -e " + context.flag("go") + " ]; do sleep 0.05; done; echo out; exit 9");
        Container before = context.container(id);
        daemon.kill();
        assertThat(context.runtime.health().problem()).contains("no answer from unix://");
        assertThatThrownBy(() -> context.runtime.containers(null))
                .as("a list that fails is not an empty one")
                .isInstanceOf(RuntimeFailure.class);
        daemon.startAgain();
        assertThat(context.container(id)).isEqualTo(before);
        await().until(() -> context.runtime.health().isOk());
        assertThat(context.runtime.execSync(id, List.of("echo", "still"), SOON))
                .isEqualTo(new ExecResult(0, "still\n", ""));
        context.raise("go");
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(9);
        assertThat(context.log(id)).containsExactly("stdout F out");
    }

    @Test
    void anEndWithoutADaemonIsFoundAndTold() throws Exception {
        BlockingQueue<RuntimeEvent> events = new LinkedBlockingQueue<>();
        String id = context.run(
                "sh",
                "-c",
                "while [ ! -e " + context.flag("go") + " ]; do sleep 0.05; done; echo > " + context.flag("gone")
                        + "; exit 3");
        await().until(() -> context.container(id).isRunning());
        context.runtime.subscribe(events::add);
        daemon.kill();
        context.raise("go");
        await().until(() -> context.isRaised("gone"));
        daemon.startAgain();
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(3);
        await().atMost(SOON).until(() -> events.contains(new RuntimeEvent("uid-web-0", id, RuntimeEvent.Kind.STOPPED)));
    }

    @Test
    void theEndOfAContainerIsToldSoon() throws Exception {
        BlockingQueue<RuntimeEvent> events = new LinkedBlockingQueue<>();
        context.runtime.subscribe(events::add);
        String id = context.run("true");
        await().atMost(5, TimeUnit.SECONDS)
                .until(() -> events.contains(new RuntimeEvent("uid-web-0", id, RuntimeEvent.Kind.STOPPED)));
    }

    @Test
    void anotherAgentAtTheSameDaemonSeesNothingOfOurs() throws Exception {
        String id = context.run("sleep", "1000");
        try (CriRuntime other = context.connect(directory.resolve("other"))) {
            other.start();
            assertThat(other.sandboxes(null)).isEmpty();
            assertThat(other.containers(null)).isEmpty();
            assertThat(other.container(id)).isEmpty();
        }
    }

    @Test
    void theHandlerOfARuntimeClassIsUsed() throws Exception {
        Linux crun = new Linux(Namespaces.POD, Identity.DEFAULT, Security.DEFAULT, Map.of(), "", "crun");
        String sandbox = context.runtime.runSandbox(context.sandboxConfig("fast", crun));
        String id = context.start(sandbox, Terminal.NONE, List.of(), "echo", "from crun");
        context.awaitExit(id);
        assertThat(context.log(id)).containsExactly("stdout F from crun");
    }

    @Test
    void anUnknownHandlerIsNamedAndLeavesNothing() {
        Linux odd = new Linux(Namespaces.POD, Identity.DEFAULT, Security.DEFAULT, Map.of(), "", "odd");
        assertThatThrownBy(() -> context.runtime.runSandbox(context.sandboxConfig("web-0", odd)))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("\"odd\"");
        assertThat(context.runtime.sandboxes(null)).isEmpty();
    }

    @Test
    void securityIsAppliedAsItStands() throws Exception {
        Security strict = new Security(
                false,
                new Security.Capabilities(List.of(), List.of("ALL")),
                true,
                true,
                false,
                Security.Profile.RUNTIME_DEFAULT,
                Security.Profile.RUNTIME_DEFAULT,
                null);
        ContainerConfig config = context.config(
                "main",
                Terminal.NONE,
                List.of(),
                new ContainerConfig.Linux(Resources.UNLIMITED, strict, List.of(), ""),
                "sh",
                "-c",
                "id -u; id -G; grep -E 'CapEff|NoNewPrivs|Seccomp:' /proc/self/status; touch /new 2>&1");
        String id = context.start(context.sandbox("web-0"), as(config, new Identity(1000L, 1000L, List.of(77L))));
        context.awaitExit(id);
        assertThat(context.log(id).stream().map(l -> l.replaceAll("\\s+", " ")))
                .containsExactly(
                        "stdout F 1000",
                        "stdout F 1000 77",
                        "stdout F CapEff: 0000000000000000",
                        "stdout F NoNewPrivs: 1",
                        "stdout F Seccomp: 2",
                        "stdout F touch: /new: Read-only file system");
    }

    @Test
    void whatTakesTooMuchMemoryIsKilledAndItIsSaidWhy() throws Exception {
        Resources little = new Resources(Resources.Cpu.UNLIMITED, 16 << 20, 0, 0, Map.of());
        String id = context.start(context.sandbox("web-0"), limited(little, "tail", "/dev/zero"));
        State.Exited exited = context.awaitExit(id);
        assertThat(exited.exitCode()).isEqualTo(137);
        assertThat(exited.reason()).isEqualTo("OOMKilled");
    }

    @Test
    void limitsChangeWithoutARestartAndUseIsCounted() throws Exception {
        Resources more = new Resources(Resources.Cpu.UNLIMITED, 64 << 20, 0, 0, Map.of());
        Resources less = new Resources(Resources.Cpu.UNLIMITED, 32 << 20, 0, 0, Map.of());
        String id = context.start(context.sandbox("web-0"), limited(less, "sleep", "1000"));
        context.runtime.updateResources(id, more);
        String limit = context.runtime
                .execSync(
                        id,
                        List.of(
                                "sh",
                                "-c",
                                "cat /sys/fs/cgroup/memory/memory.limit_in_bytes || cat /sys/fs/cgroup/memory.max"),
                        SOON)
                .stdout();
        assertThat(limit).isEqualTo((64 << 20) + "\n");
        assertThat(context.runtime.stats(id)).hasValueSatisfying(stats -> {
            assertThat(stats.cpuNanoseconds()).isPositive();
            assertThat(stats.memory().workingSet()).isPositive();
        });
        context.runtime.stopContainer(id, Duration.ZERO);
        assertThatThrownBy(() -> context.runtime.updateResources(id, less))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class, e -> assertThat(e.kind()).isEqualTo(RuntimeFailure.Kind.WRONG_STATE));
    }

    @Test
    void podsHaveAddressesAndReachEachOther() throws Exception {
        String server = context.start(
                context.sandbox("web-0"), Terminal.NONE, List.of(), "nc", "-ll", "-p", "80", "-e", "echo", "hello");
        String client = context.start(context.sandbox("web-1"), Terminal.NONE, List.of(), "sleep", "1000");
        String ip = context.runtime.sandboxes("uid-web-0").getFirst().ips().getFirst();
        assertThat(ip).startsWith("10.251.7.");
        for (String from : List.of(client, server)) {
            ExecResult result = context.runtime.execSync(from, List.of("timeout", "5", "nc", ip, "80"), SOON);
            assertThat(result.stdout()).isEqualTo("hello\n");
        }
        context.runtime.probes().tcpConnect(ip, 80, Duration.ofSeconds(5));
    }

    private ContainerConfig limited(Resources resources, String... command) {
        return context.config(
                "main",
                Terminal.NONE,
                List.of(),
                new ContainerConfig.Linux(resources, Security.DEFAULT, List.of(), ""),
                command);
    }

    private static ContainerConfig as(ContainerConfig config, Identity user) {
        return new ContainerConfig(
                config.name(),
                config.attempt(),
                config.image(),
                config.imageRef(),
                config.command(),
                config.mounts(),
                config.terminal(),
                user,
                config.linux(),
                config.labels(),
                config.annotations(),
                config.stopSignal(),
                config.logPath());
    }
}
