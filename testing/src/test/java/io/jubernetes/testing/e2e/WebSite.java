package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code examples/web.yaml} as its owner sees it. */
record WebSite(Kubectl kubectl) {

    static final Path EXAMPLE = Tools.root().resolve("examples/web.yaml");
    static final Duration SOON = Duration.ofSeconds(60);

    /** Applies the example and waits until all replicas are ready. */
    static WebSite apply(Kubectl kubectl) {
        kubectl.ask("apply", "-f", EXAMPLE.toString());
        WebSite site = new WebSite(kubectl);
        site.rolledOut();
        return site;
    }

    void rolledOut() {
        kubectl.ask("rollout", "status", "deployment/web", "--timeout=100s");
    }

    void scale(int replicas) {
        kubectl.ask("scale", "deployment/web", "--replicas=" + replicas);
    }

    /** The names of its pods, also of those that are ending. */
    TreeSet<String> pods() {
        return new TreeSet<>(words("{.items[*].metadata.name}"));
    }

    List<String> words(String path) {
        String text = kubectl.ask("get", "pods", "-l", "app=web", "-o", "jsonpath=" + path);
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }

    /** Waits until there are exactly so many pods, all of them ready. */
    void settled(int replicas) {
        await(replicas + " pods, all ready").atMost(SOON).untilAsserted(() -> {
            assertThat(pods()).hasSize(replicas);
            assertThat(words("{.items[*].status.containerStatuses[*].ready}"))
                    .hasSize(replicas)
                    .containsOnly("true");
        });
    }

    String url() {
        return "http://" + kubectl.ask("get", "service", "web", "-o", "jsonpath={.spec.clusterIP}") + ":8080/";
    }

    /** Waits until the Service answers with this in the page. */
    void answers(String text) {
        String url = url();
        await("the Service answers " + text)
                .atMost(SOON)
                .until(() -> answer(url).contains(text));
    }

    /** Waits until the Service has passed requests on to each of the pods. */
    void everyPodAnswers() {
        String url = url();
        TreeSet<String> pods = pods();
        TreeSet<String> answered = new TreeSet<>();
        await("each pod answers: " + pods).atMost(SOON).untilAsserted(() -> {
            answered.add(answer(url).replaceFirst("Hello from (\\S+), version \\S+\n", "$1"));
            assertThat(answered).isEqualTo(pods);
        });
    }

    /** The process of each pod. */
    Map<String, Long> processes() {
        Map<String, Long> processes = new TreeMap<>();
        for (String pod : pods()) {
            PodProcesses.of(pod, "server.py").forEach(process -> processes.put(pod, process.pid()));
        }
        return processes;
    }

    /**
     * Rolls version 2 out while visitors come, and asserts that their requests were answered.
     *
     * @param lost how many may not be, of several hundred
     */
    void updatedWhileVisited(int lost) {
        List<WebVisitor> visitors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            visitors.add(new WebVisitor(url()));
        }
        kubectl.ask("set", "env", "deployment/web", "VERSION=2");
        rolledOut();
        settled(3);
        List<String> failures = new ArrayList<>();
        for (WebVisitor visitor : visitors) {
            visitor.close();
            failures.addAll(visitor.failures());
            assertThat(visitor.answers()).isPositive();
        }
        assertThat(failures).as("failed requests").hasSizeLessThanOrEqualTo(lost);
        assertThat(Web.get(url())).contains("version 2");
    }

    private static String answer(String url) {
        try {
            return Web.get(url);
        } catch (UncheckedIOException e) {
            return "nothing: " + e.getCause();
        }
    }
}
