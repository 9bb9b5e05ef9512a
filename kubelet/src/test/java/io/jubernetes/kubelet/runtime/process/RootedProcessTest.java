package io.jubernetes.kubelet.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.runtime.ContainerConfig.Terminal;
import io.jubernetes.kubelet.runtime.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As root on Linux: every pod has its own network. */
@Timeout(120)
final class RootedProcessTest extends ProcessRuntimeContract {

    @Override
    ProcessConfig config(Path root) {
        return new ProcessConfig(root, false);
    }

    @Test
    void tenPodsListenOnTheSamePortAndReachEachOther() throws Exception {
        assumeTrue(context.runtime.describe().contains("a network for every pod"));
        String[] server = {"python3", "-u", "-m", "http.server", "8080", "--directory", "/usr/share/doc/bash"};
        for (int i = 0; i < 10; i++) {
            context.start(context.sandbox("web-" + i), Terminal.NONE, List.of(), server);
        }
        List<String> ips = context.runtime.sandboxes(null).stream()
                .map(s -> s.ips().getFirst())
                .toList();
        assertThat(ips).doesNotHaveDuplicates().hasSize(10);
        for (String ip : ips) {
            await().ignoreExceptions()
                    .untilAsserted(() -> context.runtime.probes().tcpConnect(ip, 8080, Duration.ofSeconds(1)));
        }
        String first = context.runtime.containers(null).getFirst().id();
        String fetch = "import urllib.request as u;print(u.urlopen('http://%s:8080/').status)";
        for (String ip : List.of(ips.getFirst(), ips.getLast())) {
            assertThat(context.runtime
                            .execSync(first, List.of("python3", "-c", fetch.formatted(ip)), Duration.ofSeconds(20))
                            .stdout())
                    .isEqualTo("200\n");
        }
    }

    /** Pods remember where the gateway is; while that is wrong no answer of theirs arrives. */
    @Test
    void theGatewayStaysWhereItIsWhilePodsComeAndGo() throws Exception {
        assumeTrue(context.runtime.describe().contains("a network for every pod"));
        String first = context.sandbox("web-0");
        String gateway =
                gatewayOf(context.runtime.sandboxes(null).getFirst().ips().getFirst());
        List<String> seen = new ArrayList<>(List.of(hardwareAddress(gateway)));
        for (int i = 1; i < 6; i++) {
            context.sandbox("web-" + i);
            seen.add(hardwareAddress(gateway));
        }
        context.runtime.removeSandbox(first);
        seen.add(hardwareAddress(gateway));
        assertThat(seen).containsOnly(seen.getFirst());
    }

    private static String gatewayOf(String ip) {
        return ip.substring(0, ip.lastIndexOf('.')) + ".1";
    }

    private static String hardwareAddress(String ip) throws Exception {
        String link = new Commands()
                .run(List.of("ip", "-o", "-4", "addr", "show"))
                .output()
                .lines()
                .filter(line -> line.contains(" " + ip + "/"))
                .map(line -> line.split("\\s+")[1])
                .findFirst()
                .orElseThrow();
        return Files.readString(Path.of("/sys/class/net", link, "address"));
    }

    @Test
    void aNetworkLeftByACrashIsReclaimed() throws Exception {
        assumeTrue(context.runtime.describe().contains("a network for every pod"));
        Sandbox lost = sandboxWhoseRecordIsLost();
        context.agentStarts();
        assertThat(context.runtime.sandboxes(null)).isEmpty();
        assertThat(new Commands().run(List.of("ip", "netns", "list")).output()).doesNotContain(lost.id());
        assertThat(directory.resolve("state/addresses")).isEmptyDirectory();
    }

    private Sandbox sandboxWhoseRecordIsLost() throws Exception {
        context.sandbox("lost");
        Sandbox lost = context.runtime.sandboxes(null).getFirst();
        context.agentDies();
        Trees.delete(directory.resolve("state/sandboxes").resolve(lost.id()));
        return lost;
    }

    @Test
    void whatIsWrittenOutsideOfVolumesStaysInTheContainer() throws Exception {
        String id = context.run(
                "sh", "-c", "echo x > /etc/jubernetes-test && cat /etc/jubernetes-test && cat /etc/hostname");
        context.awaitExit(id);
        assertThat(context.log(id)).containsExactly("stdout F x", "stdout F web-0");
        assertThat(Path.of("/etc/jubernetes-test")).doesNotExist();
    }
}
