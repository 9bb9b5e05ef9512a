package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three agents on hosts of their own: pods talk across, by a route or through a tunnel; a host that is cut off loses its pods to
 * the others and comes back clean; and nothing is left when all is deleted.
 */
@Timeout(300)
class NodesApartTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String STAYING =
            "go-template={{range .items}}{{if not .metadata.deletionTimestamp}}{{.spec.nodeName}} {{end}}{{end}}";

    @Test
    void podsOfThreeHostsAreOneNetwork() throws Exception {
        Tools.requireBuilt();
        Tools.requirePodNetworks();
        Tools.requirePrograms("python3", "nsenter", "sysctl");
        Path binary = Tools.anyKubectl();
        Path example = Tools.root().resolve("testing/src/test/resources/nodes/reach.yaml");
        try (HostedCluster cluster = HostedCluster.start(binary)) {
            Kubectl kubectl = cluster.kubectl();
            kubectl.ask("wait", "--for=condition=Ready", "node/one", "node/two", "node/three", "--timeout=60s");
            kubectl.ask("apply", "-f", example.toString());
            kubectl.ask("rollout", "status", "daemonset/reach", "--timeout=60s");
            kubectl.ask("rollout", "status", "deployment/spread", "--timeout=60s");
            podsReachEachOtherWithTheirOwnAddresses(kubectl);
            aServiceReachesPodsOfAllHosts(kubectl);
            aHostThatIsCutOffIsReplacedAndComesBackClean(kubectl);
            podsReachEachOtherWithTheirOwnAddresses(kubectl);
            kubectl.ask("delete", "-f", example.toString());
            await("all pods ended")
                    .atMost(SOON)
                    .until(() -> words(kubectl, "get", "pods", "-o", "name").isEmpty());
            cluster.nothingIsLeft();
        }
    }

    private static void podsReachEachOtherWithTheirOwnAddresses(Kubectl kubectl) {
        Map<String, String> pods = addresses(kubectl);
        assertThat(pods).hasSize(3);
        pods.forEach((name, address) -> pods.values()
                .forEach(to -> assertThat(get(kubectl, name, to + ":8080")).isEqualTo(address)));
        assertThat(Hosts.run("one", "ip", "route")).contains("via 10.77.0.12");
        assertThat(Hosts.run("three", "ip", "route")).contains("dev jvx").doesNotContain("via 10.77.");
    }

    private static void aServiceReachesPodsOfAllHosts(Kubectl kubectl) {
        String service = kubectl.ask("get", "service", "spread", "-o", "jsonpath={.spec.clusterIP}");
        addresses(kubectl).forEach((name, address) -> {
            for (int i = 0; i < 5; i++) {
                assertThat(get(kubectl, name, service)).isEqualTo(address);
            }
        });
    }

    private static void aHostThatIsCutOffIsReplacedAndComesBackClean(Kubectl kubectl) {
        String lost =
                kubectl.ask("get", "pods", "-l", "app=spread", "--field-selector=spec.nodeName=three", "-o", "name");
        String process = lost.substring(lost.indexOf('/') + 1);
        assertThat(PodProcesses.of(process, "python3")).as(lost).isNotEmpty();
        Hosts.cut("three");
        await("the host's node is tainted")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(taints(kubectl)).contains("node.kubernetes.io/unreachable"));
        await("its pods are replaced")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(words(kubectl, "get", "pods", "-l", "app=spread", "-o", STAYING))
                        .hasSize(3)
                        .containsOnly("one", "two"));
        Hosts.mend("three");
        await("the node is taken in again")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(taints(kubectl)).isEmpty());
        await("what was evicted has ended").atMost(SOON).untilAsserted(() -> {
            List<String> pods = words(kubectl, "get", "pods", "-l", "app=spread", "-o", "name");
            assertThat(pods).hasSize(3).doesNotContain(lost);
            assertThat(PodProcesses.of(process, "python3")).isEmpty();
        });
    }

    private static String taints(Kubectl kubectl) {
        return kubectl.ask("get", "node", "three", "-o", "jsonpath={.spec.taints[*].key}");
    }

    /** The addresses of the pods that are on every host, by name. */
    private static Map<String, String> addresses(Kubectl kubectl) {
        String each = "jsonpath={range .items[*]}{.metadata.name}={.status.podIP} {end}";
        return words(kubectl, "get", "pods", "-l", "app=reach", "-o", each).stream()
                .map(w -> w.split("=", 2))
                .collect(Collectors.toMap(w -> w[0], w -> w[1]));
    }

    /** Asks from within a pod. The first packets may be sent before the last route is there. */
    private static String get(Kubectl kubectl, String pod, String authority) {
        String program =
                "import urllib.request as r; print(r.urlopen('http://" + authority + "/', timeout=20).read().decode())";
        return kubectl.ask("exec", pod, "--", "python3", "-c", program);
    }

    private static List<String> words(Kubectl kubectl, String... arguments) {
        return Arrays.stream(kubectl.ask(arguments).split("\\s+"))
                .filter(w -> !w.isEmpty())
                .toList();
    }
}
