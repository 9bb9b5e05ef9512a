package io.jubernetes.kubelet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.kubelet.runtime.Container.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every runtime that really runs something. */
@Timeout(120)
public abstract class ContainerRuntimeContract<C extends RuntimeTestContext<?>> {

    @TempDir
    protected Path directory;

    protected C context;

    /** What to test in; its runtime is started here. */
    protected abstract C context(Path directory) throws Exception;

    /** Looks for what the runtime has left behind although every sandbox was removed. */
    protected void assertNothingLeft() throws Exception {
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(directory.toString());
    }

    @BeforeEach
    final void start() throws Exception {
        context = context(directory);
        context.agentStarts();
    }

    @AfterEach
    final void stop() throws Exception {
        context.close();
    }

    @Test
    void exitCodeOutputAndTimesOfAContainerAreKnownWhenItEnded() throws Exception {
        String id = context.run("sh", "-c", "echo one; echo two >&2; exit 3");
        State.Exited exited = context.awaitExit(id);
        assertThat(exited.exitCode()).isEqualTo(3);
        assertThat(exited.reason()).isEqualTo("Error");
        assertThat(exited.finishedAt()).isAfterOrEqualTo(exited.startedAt());
        assertThat(context.log(id)).containsExactlyInAnyOrder("stdout F one", "stderr F two");
    }

    @Test
    void aLineWithoutEndIsPartial() throws Exception {
        String id = context.run("sh", "-c", "printf 'no end'");
        context.awaitExit(id);
        assertThat(context.log(id)).containsExactly("stdout P no end");
    }

    @Test
    void sigtermReachesTheMainProcess() throws Exception {
        String id = context.run("sh", "-c", "trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.05; done");
        context.awaitLog(id, "stdout F up");
        context.runtime.stopContainer(id, Duration.ofSeconds(20));
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(7);
        assertThat(context.log(id)).contains("stdout F bye");
    }

    @Test
    void whatIgnoresSigtermIsKilledAfterTheGraceWithAllItsChildren() throws Exception {
        Path marker = Files.createDirectory(directory.resolve("volume"));
        String id = context.run("sh", "-c", "trap '' TERM; sleep 7777 & echo up; sleep 7778");
        context.awaitLog(id, "stdout F up");
        context.runtime.stopContainer(id, Duration.ofMillis(300));
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(137);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> ProcessHandle.allProcesses()
                        .noneMatch(p -> p.info().commandLine().orElse("").matches(".*sleep 777[78]")));
        assertThat(marker).exists();
    }

    @Test
    void anotherAgentFindsARunningContainerAndItsEnd() throws Exception {
        String id = context.run(
                "sh",
                "-c",
                "echo before; while [ ! -e " + context.flag("go") + " ]; do sleep 0.05; done;" + " echo after; exit 5");
        context.awaitLog(id, "stdout F before");
        State.Running before = (State.Running) context.container(id).state();
        context.agentDiesAndAnotherStarts();
        assertThat(context.container(id).state()).isEqualTo(before);
        context.raise("go");
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(5);
        assertThat(context.log(id)).containsExactly("stdout F before", "stdout F after");
    }

    @Test
    void anEndWithoutAnAgentIsFoundLater() throws Exception {
        String id = context.run(
                "sh",
                "-c",
                "while [ ! -e " + context.flag("go") + " ]; do sleep 0.05; done; echo out; echo > "
                        + context.flag("gone") + "; exit 9");
        context.agentDies();
        context.raise("go");
        await().until(() -> context.isRaised("gone"));
        context.agentStarts();
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(9);
        assertThat(context.log(id)).containsExactly("stdout F out");
    }

    @Test
    void execRunsInTheContainersEnvironment() throws Exception {
        String id = context.run("sleep", "1000");
        ExecResult result = context.runtime.execSync(
                id,
                List.of("sh", "-c", "echo $GREETING; echo $HOSTNAME; echo err >&2; exit 4"),
                Duration.ofSeconds(10));
        assertThat(result).isEqualTo(new ExecResult(4, "hello 'world'\nweb-0\n", "err\n"));
    }

    @Test
    void execThatTakesTooLongIsKilled() throws Exception {
        String id = context.run("sleep", "1000");
        assertThatThrownBy(() -> context.runtime.execSync(id, List.of("sleep", "888"), Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        RuntimeFailure.class, e -> assertThat(e.kind()).isEqualTo(RuntimeFailure.Kind.DEADLINE));
        await().until(() -> ProcessHandle.allProcesses()
                .noneMatch(p -> p.info().commandLine().orElse("").endsWith("sleep 888")));
    }

    @Test
    void execJoinsInputAndOutput() throws Exception {
        String id = context.run("sleep", "1000");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = context.runtime.exec(
                id,
                new ExecRequest(List.of("cat"), false),
                new ContainerStreams(
                        new ByteArrayInputStream("through".getBytes(StandardCharsets.UTF_8)),
                        out,
                        new ByteArrayOutputStream(),
                        ContainerStreams.TerminalSizes.NONE));
        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("through");
    }

    @Test
    void execOnATerminalHasOneOfTheCallersSize() throws Exception {
        String id = context.run("sleep", "1000");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<ContainerStreams.Size> sizes = new java.util.ArrayList<>(List.of(new ContainerStreams.Size(123, 45)));
        int code = context.runtime.exec(
                id,
                new ExecRequest(
                        List.of(
                                "sh",
                                "-c",
                                "until [ \"$(stty size 2>/dev/null)\" = '45 123' ]; do sleep 0.05; done; tty; exit 6"),
                        true),
                new ContainerStreams(null, out, null, () -> sizes.isEmpty() ? null : sizes.removeFirst()));
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("/dev/pts/");
        assertThat(code).isEqualTo(6);
    }

    @Test
    void portForwardReachesWhatListensOnLoopback() throws Exception {
        String id = context.run(context.ponger().toArray(String[]::new));
        await().until(() -> !context.log(id).isEmpty());
        int port = Integer.parseInt(context.log(id).getFirst().split(" ")[2]);
        String sandbox = context.container(id).sandboxId();
        await().atMost(20, TimeUnit.SECONDS)
                // it says its port before it listens
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    try (Connection connection = context.runtime.portForward(sandbox, port)) {
                        return new String(connection.input().readAllBytes(), StandardCharsets.UTF_8).equals("pong");
                    }
                });
    }

    @Test
    void aCommandThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> context.awaitExit(context.run("no-such-program")))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("exec: \"no-such-program\": executable file not found in $PATH");
    }

    @Test
    void attachSendsInputAndGetsOutput() throws Exception {
        String id = context.runWithStdin("cat");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        context.runtime.attach(
                id,
                new ContainerStreams(
                        new ByteArrayInputStream("typed\n".getBytes(StandardCharsets.UTF_8)),
                        out,
                        null,
                        ContainerStreams.TerminalSizes.NONE));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("typed\n");
        assertThat(context.awaitExit(id).exitCode()).isZero();
    }

    @Test
    void muchOutputIsAllInTheLogAndItsRoomIsGivenBack() throws Exception {
        String id = context.run("sh", "-c", "seq 1 400000; sleep 1000");
        await().atMost(30, TimeUnit.SECONDS).until(() -> {
            context.runtime.flushLog(id);
            return context.log(id).size() == 400_000;
        });
        assertThat(context.log(id).getLast()).isEqualTo("stdout F 400000");
    }

    @Test
    void nothingIsLeftOfARemovedSandbox() throws Exception {
        String id = context.run("sleep", "1000");
        Container container = context.container(id);
        context.runtime.removeSandbox(container.sandboxId());
        assertThat(context.runtime.sandboxes(null)).isEmpty();
        assertThat(context.runtime.containers(null)).isEmpty();
        assertNothingLeft();
    }

    @Test
    void labelsAnnotationsAndIdentityAreGivenBack() throws Exception {
        Container container = context.container(context.run("sleep", "1000"));
        assertThat(container.pod()).isEqualTo(new SandboxConfig.PodIdentity("default", "web-0", "uid-web-0"));
        assertThat(container.labels()).containsEntry("tier", "front");
        assertThat(container.annotations()).containsEntry("note", "of main");
        Sandbox sandbox = context.runtime.sandboxes("uid-web-0").getFirst();
        assertThat(sandbox.id()).isEqualTo(container.sandboxId());
        assertThat(sandbox.labels()).containsEntry("app", "web-0");
        assertThat(sandbox.annotations()).containsEntry("note", "of web-0");
        assertThat(context.runtime.containers("uid-web-0")).containsExactly(container);
        assertThat(context.runtime.containers("uid-other")).isEmpty();
    }

    @Test
    void aStoppedSandboxIsNotReadyAndItsContainersHaveEnded() throws Exception {
        String id = context.run("sleep", "1000");
        String sandbox = context.container(id).sandboxId();
        context.runtime.stopSandbox(sandbox);
        assertThat(context.runtime.sandboxes(null).getFirst().ready()).isFalse();
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(137);
        context.runtime.stopSandbox(sandbox);
    }

    @Test
    void whatIsUnknownIsStoppedAndRemovedAlready() throws Exception {
        context.runtime.stopContainer("unknown", Duration.ZERO);
        context.runtime.removeContainer("unknown");
        context.runtime.stopSandbox("unknown");
        context.runtime.removeSandbox("unknown");
        assertThat(context.runtime.container("unknown")).isEmpty();
    }

    @Test
    void theLogGoesOnInANewFileAfterRotation() throws Exception {
        String id = context.run(
                "sh", "-c", "echo one; while [ ! -e " + context.flag("go") + " ]; do sleep 0.05; done; echo two");
        context.awaitLog(id, "stdout F one");
        Path log = context.container(id).logFile();
        Files.move(log, log.resolveSibling("rotated.log"));
        context.runtime.reopenLog(id);
        context.raise("go");
        context.awaitExit(id);
        context.awaitLog(id, "stdout F two");
        assertThat(context.log(id)).containsExactly("stdout F two");
    }
}
