package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Many pods of one Deployment that do nothing but be there. */
record Crowd(NodeCluster node, int size) {

    private static final Duration SECONDS = Duration.ofSeconds(30);
    private static final String NAMESPACE = "crowd";
    private static final String LINES =
            "jsonpath={range .items[*]}{.metadata.name} {.status.containerStatuses[0].containerID}"
                    + " {.status.containerStatuses[0].restartCount} {.status.containerStatuses[0].ready}"
                    + " {.status.podIP}{\"\\n\"}{end}";
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: crowd}
            spec:
              replicas: %d
              selector: {matchLabels: {app: crowd}}
              template:
                metadata: {labels: {app: crowd}}
                spec:
                  terminationGracePeriodSeconds: 1
                  volumes: [{name: memory, emptyDir: {medium: Memory}}]
                  containers:
                  - name: main
                    image: %s
                    command: [sleep, "1000000"]
                    volumeMounts: [{name: memory, mountPath: /memory}]
                    env: [{name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
            """;

    /** A pod as the cluster shows it. */
    record Member(String container, String restarts, String ready, String ip) {
        static Member of(String[] words) {
            return new Member(words[1], words[2], words[3], words[4]);
        }
    }

    static Crowd start(NodeCluster node, int size) {
        Crowd crowd = new Crowd(node, size);
        node.create(List.of(NAMESPACE));
        String text =
                DEPLOYMENT.formatted(size, node.shell(NAMESPACE).variables().get("BOX"));
        node.cluster()
                .kubectl()
                .command("create", "-n", NAMESPACE, "-f", "-")
                .input(text)
                .run()
                .succeeded();
        node.cluster().kubectl().ask("rollout", "status", "-n", NAMESPACE, "deployment/crowd", "--timeout=100s");
        return crowd;
    }

    /** The pods by their names. */
    Map<String, Member> members() {
        return node.cluster()
                .kubectl()
                .ask("get", "pods", "-n", NAMESPACE, "-o", LINES)
                .lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length == 5)
                .collect(Collectors.toMap(words -> words[0], Member::of, (a, b) -> b, TreeMap::new));
    }

    /** Ends the process of one of the pods. @return its name */
    String loseOne(Map<String, Member> members) {
        String victim = members.keySet().iterator().next();
        List<ProcessHandle> processes = PodProcesses.of(victim, "sleep");
        assertThat(processes).as("processes of %s", victim).isNotEmpty();
        processes.forEach(ProcessHandle::destroyForcibly);
        return victim;
    }

    /** Waits until the one that lost its process has another, and the others are as they were. */
    void isUnharmedBut(String victim, Map<String, Member> before) {
        await("one container was started again, no other").atMost(SECONDS).untilAsserted(() -> {
            Map<String, Member> now = members();
            Member restarted = Objects.requireNonNull(now.get(victim));
            assertThat(restarted.restarts() + restarted.ready()).isEqualTo("1true");
            assertThat(restarted.container()).isNotEqualTo(container(before, victim));
            Map<String, Member> others = new TreeMap<>(before);
            others.put(victim, restarted);
            assertThat(now).isEqualTo(others);
        });
    }

    /** Waits until the same pods run in other containers. */
    void isBack(Map<String, Member> before) {
        await("all pods run again").atMost(SECONDS.multipliedBy(2)).untilAsserted(() -> {
            Map<String, Member> now = members();
            assertThat(now.keySet()).isEqualTo(before.keySet());
            now.forEach((name, member) -> {
                assertThat(member.ready()).as("%s %s", name, member).isEqualTo("true");
                assertThat(member.container()).isNotEqualTo(container(before, name));
                assertThat(PodProcesses.of(name, "sleep"))
                        .as("processes of %s", name)
                        .hasSize(1);
            });
        });
    }

    private static String container(Map<String, Member> members, String name) {
        return Objects.requireNonNull(members.get(name)).container();
    }

    /** Deletes the pods and waits for their end. */
    void disperse() throws IOException {
        node.awaitEmpty();
        assertThat(node.cluster().kubectl().ask("get", "pods", "-A", "-o", "name"))
                .isEmpty();
    }
}
