package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DynamicClient;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.http.HttpTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The power goes off under load, again and again: what was acknowledged is there, and pods did not notice. */
@Timeout(300)
class CrashTest {

    private static final int DEATHS = 20;
    private static final int DEATHS_WITH_PODS = 3;
    private static final int CREATORS = 4;
    private static final int ENOUGH_WRITES = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: sleepers}
            spec:
              replicas: 3
              selector: {matchLabels: {app: sleepers}}
              template:
                metadata: {labels: {app: sleepers}}
                spec:
                  containers:
                  - name: sleeper
                    image: none
                    command: [sleep, "1000000"]
                    env:
                    - name: POD_NAME
                      valueFrom: {fieldRef: {fieldPath: metadata.name}}
            """;

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        Tools.requireBuilt();
        SplittableRandom random = new SplittableRandom(20);
        Ledger ledger = new Ledger();
        try (TestCluster server = TestCluster.start(Path.of("kubectl"), "server")) {
            for (int death = 1; death <= DEATHS; death++) {
                dieUnderLoad(server, ledger, death, ENOUGH_WRITES + random.nextInt(2 * ENOUGH_WRITES));
                server.startAgain();
            }
            checkLast(server, ledger);
        }
        assertThat(ledger.size()).isGreaterThan(DEATHS * ENOUGH_WRITES / 2);
    }

    @Test
    void podsDoNotNotice() throws Exception {
        Tools.requireBuilt();
        Kubectl kubectl;
        Ledger ledger = new Ledger();
        try (TestCluster cluster = TestCluster.start(Tools.anyKubectl(), "up", "--runtime", "process")) {
            kubectl = cluster.kubectl();
            kubectl.command("apply", "-f", "-").input(DEPLOYMENT).run().succeeded();
            kubectl.ask("rollout", "status", "deployment/sleepers", "--timeout=60s");
            Map<String, Long> processes = processes(kubectl);
            assertThat(processes).hasSize(3);
            for (int death = 1; death <= DEATHS_WITH_PODS; death++) {
                dieUnderLoad(cluster, ledger, death, ENOUGH_WRITES);
                assertThat(processes.values())
                        .allMatch(pid -> ProcessHandle.of(pid).isPresent());
                cluster.startAgain();
                kubectl.ask("rollout", "status", "deployment/sleepers", "--timeout=60s");
                assertThat(processes(kubectl)).as("pods and their processes").isEqualTo(processes);
            }
            assertThat(kubectl.ask(
                            "get", "pods", "-o", "jsonpath={.items[*].status.containerStatuses[*].restartCount}"))
                    .isEqualTo("0 0 0");
            pastTheLeaseOfTheNode(kubectl);
            assertThat(processes(kubectl)).as("pods and their processes").isEqualTo(processes);
            checkLast(cluster, ledger);
        }
    }

    /** The pods are replaced on demand after all that: the node agent is in charge of those it found. */
    private static void pastTheLeaseOfTheNode(Kubectl kubectl) {
        kubectl.ask("scale", "deployment/sleepers", "--replicas=4");
        kubectl.ask("rollout", "status", "deployment/sleepers", "--timeout=60s");
        kubectl.ask("scale", "deployment/sleepers", "--replicas=3");
        await("three pods").atMost(PATIENCE).until(() -> processes(kubectl).size() == 3);
    }

    /** Loads the server until it has acknowledged so many objects, then kills it amid the load. */
    private static void dieUnderLoad(TestCluster server, Ledger ledger, int round, int writes) throws Exception {
        try (HttpTransport transport = transport(server)) {
            DynamicClient configMaps = configMaps(transport);
            Writers writers = new Writers(configMaps, round);
            String since = ledger.check(configMaps, writers);
            writers.start(CREATORS, since);
            await("acknowledged writes")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> writers.acknowledged().size() >= writes
                            || !writers.surprises().isEmpty());
            writers.serverDies();
            server.process().kill();
            writers.join();
            assertThat(writers.surprises()).isEmpty();
            assertThat(writers.seen()).as("events watched").isNotEmpty();
            ledger.add(writers);
        }
    }

    private static void checkLast(TestCluster server, Ledger ledger) throws IOException {
        try (HttpTransport transport = transport(server)) {
            DynamicClient configMaps = configMaps(transport);
            ledger.check(configMaps, new Writers(configMaps, 0));
        }
    }

    private static HttpTransport transport(TestCluster server) throws IOException {
        ClientConfig config = ClientConfig.from(Kubeconfig.load(server.kubectl().kubeconfig()), null);
        return new HttpTransport(config, new SystemEnvironment());
    }

    private static DynamicClient configMaps(HttpTransport transport) {
        return new ApiClient(transport).dynamic("", "v1", "configmaps", true);
    }

    private static Map<String, Long> processes(Kubectl kubectl) {
        Map<String, Long> processes = new TreeMap<>();
        String names = kubectl.ask("get", "pods", "-l", "app=sleepers", "-o", "jsonpath={.items[*].metadata.name}");
        for (String pod : names.split("\\s+")) {
            PodProcesses.of(pod, "sleep").forEach(process -> processes.put(pod, process.pid()));
        }
        return processes;
    }
}
