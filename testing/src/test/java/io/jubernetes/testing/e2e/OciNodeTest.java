package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose node runs images by itself. */
@Timeout(180)
class OciNodeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                  - name: web
                    image: localhost/web:1
                    readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
                    resources: {limits: {memory: 64Mi, cpu: 500m}}
            """;

    @TempDir
    Path directory;

    @Test
    void imagesRunOutliveTheAgentAndLeaveNothing() throws Exception {
        Tools.requireBuilt();
        assumeTrue(Tools.isRoot(), "images need root");
        Tools.requirePrograms("runc", "ip", "unshare");
        assumeTrue(BusyboxArchive.isPossible(), "busybox is not here");
        Path archive = BusyboxArchive.write(directory, "localhost/web:1");
        try (TestCluster cluster = TestCluster.start(Tools.anyKubectl(), "up", "--runtime", "oci")) {
            cluster.jube(
                            "image",
                            "import",
                            archive.toString(),
                            "--data-dir",
                            cluster.data().toString())
                    .succeeded();
            Kubectl kubectl = cluster.kubectl();
            kubectl.command("apply", "-f", "-").input(DEPLOYMENT).run().succeeded();
            kubectl.ask("rollout", "status", "deployment/web", "--timeout=60s");
            String pod = kubectl.ask("get", "pods", "-o", "jsonpath={.items[0].metadata.name}");
            assertThat(kubectl.ask("exec", pod, "--", "sh", "-c", "hostname; wget -q -O - http://127.0.0.1:8080/"))
                    .contains(pod, "from an image");
            assertThat(kubectl.ask("logs", pod)).contains("response:200");
            String containers =
                    kubectl.ask("get", "pods", "-o", "jsonpath={.items[*].status.containerStatuses[*].containerID}");
            cluster.process().kill();
            cluster.startAgain();
            kubectl.ask("rollout", "status", "deployment/web", "--timeout=60s");
            assertThat(kubectl.ask("get", "pods", "-o", "jsonpath={.items[*].status.containerStatuses[*].containerID}"))
                    .isEqualTo(containers)
                    .startsWith("oci://");
            kubectl.ask("delete", "deployment/web");
            await("no pods")
                    .atMost(PATIENCE)
                    .until(() -> kubectl.ask("get", "pods", "-o", "name").isEmpty());
            assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                    .doesNotContain(cluster.data().toString());
        }
    }
}
