package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's first hour with {@code examples/web.yaml}, step by step, with kubectl that we did not write. */
@Timeout(300)
class WebExampleTest {

    private static final Path EXAMPLE = Tools.root().resolve("examples/web.yaml");
    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(strings = {"1.35", "1.32"})
    void kubectlDrivesAWebSite(String version) throws Exception {
        assumeTrue(Tools.kubectl(version).isPresent(), "kubectl " + version + " was not fetched");
        try (TestCluster cluster = TestCluster.start(Tools.kubectl(version).orElseThrow())) {
            cluster.kubectl("apply", "-f", EXAMPLE.toString()).succeeded();
            cluster.kubectl("rollout", "status", "deployment/web", "--timeout=60s")
                    .succeeded();
            everyReplicaAnswers(cluster);
            whatPeopleLookAt(cluster);
            logsAndExec(cluster);
            rollingUpdateWithoutAFailedRequest(cluster);
            undoBringsTheOldVersionBack(cluster);
            scaling(cluster);
            deletedPodIsReplaced(cluster);
            killedProcessIsRestarted(cluster);
            deletingLeavesNothing(cluster);
        }
    }

    private static void everyReplicaAnswers(TestCluster cluster) {
        TreeSet<String> pods = new TreeSet<>(List.of(names(cluster).split("\\s+")));
        assertThat(pods).hasSize(3);
        TreeSet<String> answered = new TreeSet<>();
        await("all three replicas answered").atMost(SOON).until(() -> {
            answered.add(get(serviceUrl(cluster)).replaceFirst("Hello from (\\S+), version 1\n", "$1"));
            return answered.equals(pods);
        });
    }

    private static void whatPeopleLookAt(TestCluster cluster) {
        assertThat(cluster.ask("get", "pods", "-o", "wide"))
                .contains("NAME", "READY", "STATUS", "RESTARTS", "AGE", "IP", "NODE")
                .contains("1/1", "Running");
        assertThat(cluster.ask("get", "deployment", "web")).contains("3/3");
        assertThat(cluster.ask("describe", "pod", "-l", "app=web"))
                .contains(
                        "Successfully assigned default/",
                        "Created container",
                        "Started container",
                        "Liveness:",
                        "Ready");
        assertThat(cluster.ask("describe", "deployment", "web")).contains("ScalingReplicaSet", "NewReplicaSet:");
        assertThat(cluster.ask("get", "nodes")).contains("Ready");
    }

    private static void logsAndExec(TestCluster cluster) {
        String pod = names(cluster).split("\\s+")[0];
        assertThat(cluster.ask("logs", pod)).contains(pod + " listening, version 1, password of 13 characters");
        assertThat(cluster.ask("exec", pod, "--", "sh", "-c", "echo $POD_NAME; cat /etc/web/greeting"))
                .isEqualTo(pod + "\nHello");
        assertThat(cluster.kubectl("exec", pod, "--", "sh", "-c", "exit 3").exit())
                .isEqualTo(3);
        assertThat(cluster.kubectlCommand("exec", "-i", pod, "--", "cat")
                        .input("through")
                        .run()
                        .out())
                .isEqualTo("through");
    }

    private static void rollingUpdateWithoutAFailedRequest(TestCluster cluster) throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        List<String> failures = new ArrayList<>();
        String url = serviceUrl(cluster);
        Thread visitor = Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                try {
                    get(url);
                } catch (RuntimeException e) {
                    failures.add(String.valueOf(e));
                }
            }
        });
        cluster.kubectl("set", "env", "deployment/web", "VERSION=2").succeeded();
        cluster.kubectl("rollout", "status", "deployment/web", "--timeout=90s").succeeded();
        await().atMost(SOON).until(() -> names(cluster).split("\\s+").length == 3);
        stop.set(true);
        visitor.join();
        assertThat(failures)
                .as("requests that failed during the rolling update")
                .isEmpty();
        assertThat(get(url)).contains("version 2");
    }

    private static void undoBringsTheOldVersionBack(TestCluster cluster) {
        assertThat(cluster.ask("rollout", "history", "deployment/web")).contains("1", "2");
        cluster.kubectl("rollout", "undo", "deployment/web").succeeded();
        cluster.kubectl("rollout", "status", "deployment/web", "--timeout=90s").succeeded();
        await().atMost(SOON).until(() -> get(serviceUrl(cluster)).contains("version 1"));
    }

    private static void scaling(TestCluster cluster) {
        cluster.kubectl("scale", "deployment/web", "--replicas=10").succeeded();
        cluster.kubectl("rollout", "status", "deployment/web", "--timeout=90s").succeeded();
        assertThat(cluster.ask("get", "deployment", "web")).contains("10/10");
        cluster.kubectl("scale", "deployment/web", "--replicas=3").succeeded();
        await().atMost(SOON).until(() -> names(cluster).split("\\s+").length == 3);
    }

    private static void deletedPodIsReplaced(TestCluster cluster) {
        String victim = names(cluster).split("\\s+")[0];
        cluster.kubectl("delete", "pod", victim).succeeded();
        cluster.kubectl("rollout", "status", "deployment/web", "--timeout=60s").succeeded();
        assertThat(names(cluster)).doesNotContain(victim);
    }

    private static void killedProcessIsRestarted(TestCluster cluster) {
        String pod = names(cluster).split("\\s+")[0];
        cluster.kubectl(
                        "exec",
                        pod,
                        "--",
                        "sh",
                        "-c",
                        "kill -9 $(cat /proc/1/stat >/dev/null; pgrep -f server.py | head -1)")
                .exit();
        await("restart count of " + pod)
                .atMost(SOON)
                .until(() -> cluster.ask(
                                "get", "pod", pod, "-o", "jsonpath={.status.containerStatuses[0].restartCount}")
                        .equals("1"));
        cluster.kubectl("wait", "--for=condition=Ready", "pod/" + pod, "--timeout=60s")
                .succeeded();
        assertThat(cluster.ask("logs", pod, "--previous")).contains("listening");
    }

    private static void deletingLeavesNothing(TestCluster cluster) {
        cluster.kubectl("create", "namespace", "side").succeeded();
        cluster.kubectl("apply", "-n", "side", "-f", EXAMPLE.toString()).succeeded();
        cluster.kubectl("delete", "-f", EXAMPLE.toString(), "--timeout=90s").succeeded();
        await("pods gone").atMost(SOON).until(() -> names(cluster).isEmpty());
        assertThat(cluster.ask("get", "replicasets,endpoints,endpointslices,configmaps,secrets", "-l", "app=web"))
                .isEmpty();
        cluster.kubectl("delete", "namespace", "side", "--timeout=90s").succeeded();
        assertThat(cluster.kubectl("get", "namespace", "side").failed().err()).contains("NotFound");
    }

    private static String names(TestCluster cluster) {
        return cluster.ask("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[*].metadata.name}");
    }

    private static String serviceUrl(TestCluster cluster) {
        return "http://" + cluster.ask("get", "service", "web", "-o", "jsonpath={.spec.clusterIP}") + ":8080/";
    }

    /** A connection of its own for each request, as curl makes. */
    private static String get(String url) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
