package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jubernetes.testing.e2e.JubeProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cluster of somebody who is not root: pods share the machine's network, Services are reached all the same. */
@Timeout(240)
class RootlessTest {

    private static final String NOBODY = "65534";

    @Test
    void aClusterWithoutRootServesAWebSite() throws Exception {
        Tools.requireBuilt();
        Tools.requirePrograms("setpriv");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "/usr/bin/python3 is missing");
        Path binary = Tools.anyKubectl();
        Path home = TestCluster.temporaryDirectory();
        try (TestCluster cluster = TestCluster.start(launch(home), cluster(home), binary)) {
            assertThat(cluster.process().output())
                    .contains("the node's network")
                    .contains("userspace");
            WebSite site = WebSite.apply(cluster.kubectl());
            assertThat(site.url()).startsWith("http://127.");
            site.answers("Hello from web-");
            throughPortForward(site);
            logsAndExec(site);
            // pods share a port of the machine: the kernel drops who comes between a server's last look at its queue
            // and its end
            site.updatedWhileVisited(1);
            podsOutliveTheCluster(cluster, site);
            site.kubectl().ask("delete", "-f", WebSite.EXAMPLE.toString(), "--timeout=90s");
            await("pods gone").atMost(WebSite.SOON).until(() -> site.pods().isEmpty());
        } finally {
            assertThat(PodProcesses.about(home)).isEmpty();
            TestCluster.delete(home);
        }
    }

    private static void throughPortForward(WebSite site) {
        try (PortForward forward = new PortForward(site.kubectl(), "service/web", 8080)) {
            assertThat(Web.get(forward.url())).contains("Hello from web-");
        }
    }

    private static void logsAndExec(WebSite site) {
        String pod = site.pods().first();
        assertThat(site.kubectl().ask("logs", pod)).contains(pod + " listening");
        assertThat(site.kubectl().ask("exec", pod, "--", "sh", "-c", "echo $POD_NAME; cat /etc/web/greeting"))
                .isEqualTo(pod + "\nHello");
        assertThat(PodProcesses.of(pod, "server.py"))
                .isNotEmpty()
                .allMatch(process -> !process.info().user().equals(Optional.of("root")));
    }

    private static void podsOutliveTheCluster(TestCluster cluster, WebSite site) throws InterruptedException {
        Map<String, Long> processes = site.processes();
        assertThat(processes).hasSize(3);
        cluster.process().kill();
        cluster.startAgain();
        site.settled(3);
        assertThat(site.processes()).isEqualTo(processes);
    }

    /** A copy of what {@code ./jube} needs, because the checkout may be in a directory that only root can enter. */
    private static Launch launch(Path home) throws IOException {
        Map<String, String> environment = Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin");
        if (!Tools.isRoot()) {
            return new Launch(Tools.root(), List.of(), environment);
        }
        Path copy = home.resolve("jubernetes");
        Files.createDirectories(copy.resolve("dev"));
        Files.createDirectories(copy.resolve("launcher/target"));
        for (String part : List.of("jube", "dev/jdk.sh", "dev/jvm.sh", "launcher/target/dist")) {
            Path target = copy.resolve(part);
            Command.of("cp", "-a", Tools.root().resolve(part).toString(), target.toString())
                    .run()
                    .succeeded();
        }
        Files.createDirectories(cluster(home));
        Command.of("chown", "-R", NOBODY + ":" + NOBODY, home.toString()).run().succeeded();
        return new Launch(
                copy, List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), environment);
    }

    private static Path cluster(Path home) throws IOException {
        return Files.createDirectories(home.resolve("cluster"));
    }
}
