package io.jubernetes.kubelet.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig.Identity;
import io.jubernetes.kubelet.runtime.ContainerConfig.Terminal;
import io.jubernetes.kubelet.runtime.ContainerRuntimeContract;
import io.jubernetes.kubelet.runtime.ContainerStreams;
import io.jubernetes.kubelet.runtime.ContainerStreams.Size;
import io.jubernetes.kubelet.runtime.Namespaces;
import io.jubernetes.kubelet.runtime.Resources;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.Security;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for containers from images, whichever program makes them. */
@Timeout(120)
abstract class OciRuntimeContract extends ContainerRuntimeContract<OciContext> {

    abstract String program();

    static void requires(String program) throws InterruptedException {
        assumeTrue(OciRequirements.problem(new Commands()).isEmpty(), "this machine cannot run containers");
        assumeTrue(OciProgram.find(program, new Commands()).isPresent(), program + " is not here");
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "busybox is not here");
    }

    @Override
    protected OciContext context(Path directory) throws Exception {
        return new OciContext(directory, program());
    }

    @Test
    void aContainerSeesItsImageAndItsPod() throws Exception {
        assertThat(context.output(
                        "sh",
                        "-c",
                        "pwd; hostname; echo $GREETING $FROM $HOSTNAME $HOME; cat /etc/hostname; ls /; touch /etc/new;"
                                + " id -G; echo $$; grep -c web-0 /etc/hosts"))
                .containsExactly(
                        "stdout F /tmp",
                        "stdout F web-0",
                        "stdout F hello 'world' image web-0 /root",
                        "stdout F web-0",
                        "stdout F bin",
                        "stdout F dev",
                        "stdout F etc",
                        "stdout F proc",
                        "stdout F root",
                        "stdout F sys",
                        "stdout F tmp",
                        "stdout F 0",
                        "stdout F 1",
                        "stdout F 1");
        assertThat(Path.of("/etc/new")).doesNotExist();
    }

    @Test
    void execOfWhatIsNotThereIsAFailure() throws Exception {
        String id = context.runShaped("sleep", "1000");
        assertThatThrownBy(() -> context.exec(id, "no-such-program"))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("OCI runtime exec failed");
    }

    @Test
    void aContainerMayHaveATerminal() throws Exception {
        context.terminal = new Terminal(true, false, true);
        String id = context.runShaped("sh", "-c", "tty; read line; echo got $line; stty size; exit 3");
        List<Size> sizes = new ArrayList<>(List.of(new Size(77, 33)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        context.runtime.attach(
                id,
                new ContainerStreams(input("typed\n"), out, null, () -> sizes.isEmpty() ? null : sizes.removeFirst()));
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(3);
        assertThat(String.join("|", context.log(id))).contains("/dev/").contains("got typed");
    }

    @Test
    void podsHaveAddressesAndReachEachOther() throws Exception {
        String server = context.startShaped(context.shapedSandbox("web-1"), "httpd", "-f", "-p", "8080", "-h", "/etc");
        String ip = context.runtime.sandboxes(null).getFirst().ips().getFirst();
        String client = context.runShaped("sleep", "1000");
        await().ignoreExceptions()
                .until(() -> context.exec(client, "wget", "-q", "-O", "-", "http://" + ip + ":8080/hostname")
                        .equals("web-1"));
        assertThat(context.container(server).isRunning()).isTrue();
        context.runtime.probes().tcpConnect(ip, 8080, Duration.ofSeconds(2));
        try (var connection =
                context.runtime.portForward(context.container(server).sandboxId(), 8080)) {
            connection.output().write("GET /hostname HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.output().flush();
            assertThat(new String(connection.input().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("web-1\n");
        }
    }

    @Test
    void containersOfAPodShareNetworkMemoryAndName() throws Exception {
        String sandbox = context.shapedSandbox("web-0");
        String first =
                context.startShaped(sandbox, "sh", "-c", "echo shared > /dev/shm/f; httpd -f -p 127.0.0.1:81 -h /etc");
        String second = context.startShaped(sandbox, "sleep", "1000");
        await().ignoreExceptions()
                .until(() -> context.exec(second, "wget", "-q", "-O", "-", "http://127.0.0.1:81/hostname")
                        .equals("web-0"));
        assertThat(context.exec(second, "cat", "/dev/shm/f")).isEqualTo("shared");
        assertThat(context.exec(second, "ps")).doesNotContain("httpd");
        assertThat(context.container(first).isRunning()).isTrue();
    }

    @Test
    void usersAreThoseOfTheImage() throws Exception {
        context.identity = new Identity(1000L, null, List.of(3000L));
        assertThat(context.output("sh", "-c", "id -u; id -g; id -G; echo $HOME; mkdir /x 2>&1"))
                .startsWith("stdout F 1000", "stdout F 1001", "stdout F 1001 2000 3000", "stdout F /home")
                .last()
                .asString()
                .contains("Permission denied");
    }

    @Test
    void commandsHaveTheUserAndTheRightsOfTheirContainer() throws Exception {
        context.identity = new Identity(1000L, null, List.of(3000L));
        String id = context.runShaped("sleep", "1000");
        String own = "id -u; id -G; echo $HOSTNAME; pwd; grep CapEff /proc/self/status";
        assertThat(context.exec(id, "sh", "-c", own).lines())
                .containsExactly("1000", "1001 2000 3000", "web-0", "/tmp", "CapEff:\t0000000000000000");
    }

    @Test
    void rightsAreTakenAndGiven() throws Exception {
        assertThat(context.output(
                        "sh",
                        "-c",
                        "mount -t tmpfs t /tmp || echo no; mknod /dev/sdx b 8 0; cat /dev/sdx || echo no;"
                                + " echo 1 > /proc/sys/kernel/panic || echo no; unshare -m true || echo no"))
                .filteredOn(l -> l.startsWith("stdout"))
                .containsExactly("stdout F no", "stdout F no", "stdout F no", "stdout F no");
        context.linux = new ContainerConfig.Linux(
                Resources.UNLIMITED,
                new Security(
                        false,
                        new Security.Capabilities(List.of(), List.of("ALL")),
                        true,
                        true,
                        false,
                        Security.Profile.RUNTIME_DEFAULT,
                        Security.Profile.RUNTIME_DEFAULT,
                        null),
                List.of(),
                "");
        assertThat(context.output(
                        "sh", "-c", "grep -e CapEff -e NoNewPrivs -e Seccomp: /proc/self/status; touch /x || echo no"))
                .contains(
                        "stdout F CapEff:\t0000000000000000",
                        "stdout F NoNewPrivs:\t1",
                        "stdout F Seccomp:\t2",
                        "stdout F no");
    }

    @Test
    void limitsHoldAndChange() throws Exception {
        context.linux = new ContainerConfig.Linux(
                new Resources(new Resources.Cpu(512, 20000, 100000, "", ""), 64 << 20, 50, 500, Map.of()),
                Security.DEFAULT,
                List.of(),
                "");
        String id = context.runShaped("sleep", "1000");
        assertThat(context.exec(id, "cat", "/proc/1/oom_score_adj")).isEqualTo("500");
        assertThat(context.runtime.stats(id).orElseThrow().memory().usage()).isPositive();
        Resources more = new Resources(new Resources.Cpu(1024, 50000, 100000, "", ""), 128 << 20, 0, 0, Map.of());
        context.runtime.updateResources(id, more);
        assertThat(context.exec(
                        id,
                        "sh",
                        "-c",
                        "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max" + " 2>/dev/null"))
                .isEqualTo(String.valueOf(128 << 20));
    }

    @Test
    void portsOfTheNodeLeadToThePod() throws Exception {
        assumeTrue(CniPodNetwork.hasPlugins());
        context.ports = List.of(new io.jubernetes.kubelet.runtime.SandboxConfig.PortMapping("TCP", 80, 38080, ""));
        String id = context.runShaped("httpd", "-f", "-p", "80", "-h", "/etc");
        context.ports = List.of();
        String other = context.startShaped(context.shapedSandbox("web-1"), "sleep", "1000");
        String gateway =
                context.runtime.sandboxes(null).getFirst().ips().getFirst().replaceFirst("\\d+$", "1");
        await().atMost(10, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> context.exec(other, "wget", "-q", "-O", "-", "http://" + gateway + ":38080/hostname")
                        .equals("web-0"));
        assertThat(context.container(id).isRunning()).isTrue();
    }

    @Test
    void aKilledSupervisorIsAnEndByKillAndLeavesNothing() throws Exception {
        String id = context.runShaped("sleep", "7782");
        long supervisor = Long.parseLong(Files.readString(directory.resolve("state/containers/" + id + "/pid"))
                .split(" ")[0]);
        ProcessHandle.of(supervisor).orElseThrow().destroyForcibly();
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(137);
        await().until(() -> ProcessHandle.allProcesses()
                .noneMatch(p -> p.info().commandLine().orElse("").endsWith("sleep 7782")));
    }

    @Test
    void containersMayShareTheirProcesses() throws Exception {
        context.pod = new SandboxConfig.Linux(
                new Namespaces(false, false, false, true, null),
                Identity.DEFAULT,
                Security.DEFAULT,
                Map.of("net.ipv4.ip_unprivileged_port_start", "99", "kernel.shm_rmid_forced", "1"),
                "",
                "");
        String sandbox = context.shapedSandbox("web-0");
        String first = context.startShaped(sandbox, "sleep", "7783");
        String second = context.startShaped(sandbox, "sleep", "7784");
        assertThat(context.exec(second, "ps", "-o", "pid,args")).contains("sleep 7783", "sleep 7784", "1 /bin/sh");
        assertThat(context.exec(second, "sh", "-c", "ls /proc/1/root/ 2>&1 | head -n 1"))
                .contains("denied");
        assertThat(context.exec(second, "cat", "/proc/sys/net/ipv4/ip_unprivileged_port_start"))
                .isEqualTo("99");
        context.runtime.stopContainer(first, Duration.ZERO);
        assertThat(context.container(second).isRunning()).isTrue();
    }

    static ByteArrayInputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** After a boot the processes, mounts and namespaces of before are gone; records are not. */
    @Test
    void afterABootNothingIsReadyAndAllIsTakenBack() throws Exception {
        String id = context.run("sleep", "7785");
        String sandbox = context.container(id).sandboxId();
        context.agentDies();
        for (String file : List.of("state/sandboxes/" + sandbox, "state/containers/" + id + "/container.json")) {
            Path path = directory.resolve(file);
            Files.writeString(path, Files.readString(path).replaceAll("\"boot\":\"[^\"]*\"", "\"boot\":\"earlier\""));
        }
        ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").endsWith("sleep 7785"))
                .forEach(ProcessHandle::destroyForcibly);
        context.agentStarts();
        assertThat(context.runtime.sandboxes(null).getFirst().ready()).isFalse();
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(137);
        assertThat(directory.resolve("state/cni/attachments")).isEmptyDirectory();
    }
}
