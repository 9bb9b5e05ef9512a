package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs, CronJobs, StatefulSets and DaemonSets as somebody with kubectl sees them, with real processes as pods. */
@Timeout(180)
@ExtendWith(SharedCluster.class)
class WorkloadKindsTest {

    private static final String NAMESPACE = "workload-kinds";

    private static final String STATEFUL_SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              replicas: 3
              serviceName: db
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                  - {name: main, image: shell, command: [sleep, '1000'], env: [{name: VERSION, value: '1'}]}
            """;

    private static final String DAEMON_SET = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                  - {name: main, image: shell, command: [sleep, '1000'], env: [{name: VERSION, value: '1'}]}
            """;

    private static final String INDEXED_JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: each}
            spec:
              completions: 3
              parallelism: 3
              completionMode: Indexed
              template:
                spec:
                  restartPolicy: Never
                  containers:
                  - {name: main, image: shell, command: [sh, -c, 'echo index $JOB_COMPLETION_INDEX']}
            """;

    private final Kubectl kubectl;

    WorkloadKindsTest(TestCluster cluster) {
        this.kubectl = cluster.kubectl();
    }

    @BeforeEach
    void createNamespace() {
        kubectl.run("create", "namespace", NAMESPACE);
        await().until(() ->
                kubectl.run("get", "serviceaccount", "default", "-n", NAMESPACE).exit() == 0);
    }

    @AfterEach
    void deleteNamespace() {
        kubectl.ask("delete", "namespace", NAMESPACE, "--timeout=60s");
    }

    private String ask(String... arguments) {
        return kubectl.ask(Stream.concat(Stream.of("-n", NAMESPACE), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    private void apply(String yaml) {
        try {
            Path file = Files.createTempFile("workload", ".yaml");
            try {
                ask("apply", "-f", Files.writeString(file, yaml).toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void jobsRunToTheirEnd() {
        ask("create", "job", "hello", "--image=shell", "--", "sh", "-c", "echo hello");
        ask("wait", "--for=condition=Complete", "job/hello", "--timeout=30s");
        assertThat(ask("get", "job", "hello")).containsPattern("hello +Complete +1/1");
        assertThat(ask("logs", "job/hello")).isEqualTo("hello");
        assertThat(ask("describe", "job", "hello"))
                .contains("0 Active (0 Ready) / 1 Succeeded / 0 Failed", "SuccessfulCreate", "Completed");
        apply(INDEXED_JOB);
        ask("wait", "--for=condition=Complete", "job/each", "--timeout=30s");
        assertThat(ask("logs", "-l", "job-name=each", "--prefix=false").lines())
                .containsExactlyInAnyOrder("index 0", "index 1", "index 2");
        assertThat(ask("get", "job", "each", "-o", "jsonpath={.status.completedIndexes}"))
                .isEqualTo("0-2");
        ask("create", "job", "bad", "--image=shell", "--", "sh", "-c", "exit 3");
        ask("patch", "job", "bad", "-p", "{\"spec\":{\"backoffLimit\":0}}");
        ask("wait", "--for=condition=Failed", "job/bad", "--timeout=30s");
        assertThat(ask("describe", "job", "bad")).contains("BackoffLimitExceeded");
        ask("create", "cronjob", "often", "--image=shell", "--schedule=@every 2s", "--", "true");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !ask("get", "cronjob", "often", "-o", "jsonpath={.status.lastSuccessfulTime}")
                        .isEmpty());
        assertThat(ask("get", "cronjob", "often")).contains("@every 2s");
    }

    @Test
    void statefulSetsRollInOrder() {
        apply(STATEFUL_SET);
        ask("rollout", "status", "statefulset/db", "--timeout=40s");
        assertThat(ask("get", "pods", "-l", "app=db", "-o", "name").lines())
                .containsExactly("pod/db-0", "pod/db-1", "pod/db-2");
        assertThat(ask("get", "pod", "db-1", "-o", "jsonpath={.spec.hostname}.{.spec.subdomain}"))
                .isEqualTo("db-1.db");
        ask("set", "env", "statefulset/db", "VERSION=2");
        ask("rollout", "status", "statefulset/db", "--timeout=60s");
        assertThat(versions("db")).isEqualTo("2 2 2");
        assertThat(ask("rollout", "history", "statefulset/db").lines().filter(line -> line.matches("[12] .*")))
                .hasSize(2);
        ask("rollout", "undo", "statefulset/db");
        ask("rollout", "status", "statefulset/db", "--timeout=60s");
        assertThat(versions("db")).isEqualTo("1 1 1");
        ask("scale", "statefulset/db", "--replicas=1");
        ask("wait", "--for=delete", "pod/db-1", "--timeout=30s");
        assertThat(ask("get", "statefulset", "db")).containsPattern("db +1/1");
    }

    @Test
    void daemonSetsRollNodeByNode() {
        apply(DAEMON_SET);
        ask("rollout", "status", "daemonset/agent", "--timeout=30s");
        assertThat(ask("get", "daemonset", "agent")).containsPattern("agent +1 +1 +1 +1 +1");
        ask("set", "env", "daemonset/agent", "VERSION=2");
        ask("rollout", "status", "daemonset/agent", "--timeout=30s");
        assertThat(versions("agent")).isEqualTo("2");
        ask("rollout", "undo", "daemonset/agent");
        ask("rollout", "status", "daemonset/agent", "--timeout=30s");
        assertThat(versions("agent")).isEqualTo("1");
        assertThat(ask("rollout", "history", "daemonset/agent")).contains("REVISION");
    }

    private String versions(String app) {
        return ask("get", "pods", "-l", "app=" + app, "-o", "jsonpath={.items[*].spec.containers[0].env[0].value}");
    }
}
