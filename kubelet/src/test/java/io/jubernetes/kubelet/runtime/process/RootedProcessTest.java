package io.jubernetes.kubelet.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jubernetes.kubelet.runtime.ContainerConfig.Terminal;
import io.jubernetes.kubelet.runtime.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
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
