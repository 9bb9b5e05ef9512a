package io.jubernetes.scheduler.extender;

import static io.jubernetes.scheduler.Fixtures.cluster;
import static io.jubernetes.scheduler.Fixtures.node;
import static io.jubernetes.scheduler.Fixtures.pod;
import static io.jubernetes.scheduler.Fixtures.priority;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.scheduler.SchedulerConfig;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.ExtenderException;
import io.jubernetes.scheduler.framework.Extenders;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Plan;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.PostFilterPlugin.Rescue;
import io.jubernetes.scheduler.preemption.DefaultPreemption;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An extender's part in decisions, as its protocol has it. */
@Timeout(60)
class ExtenderTest {

    private static final String CONFIG = """
            apiVersion: kubescheduler.config.k8s.io/v1
            kind: KubeSchedulerConfiguration
            extenders:
            - urlPrefix: http://127.0.0.1:8888/scheduler
              filterVerb: filter
              prioritizeVerb: prioritize
              preemptVerb: preempt
              bindVerb: bind
              weight: 2
              nodeCacheCapable: true
              httpTimeout: 1m30s
            """;

    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    private ApiResponse answer(ApiRequest request) {
        asked.add(request.path() + " " + new String(request.body(), StandardCharsets.UTF_8));
        String answer = answers.get(request.path());
        return ApiResponse.of(
                answer == null ? 500 : 200,
                "application/json",
                String.valueOf(answer).getBytes(StandardCharsets.UTF_8));
    }

    private Extenders extenders(String more) {
        ExtenderSpec spec = SchedulerConfig.read(CONFIG + more).extenders().getFirst();
        return new Extenders(List.of(new HttpExtender(
                spec,
                new ExtenderCalls(
                        new SystemEnvironment(),
                        this::answer,
                        spec.timeout(),
                        String.valueOf(spec.url().getPath())))));
    }

    private Placement placement(String more) {
        return new Placement(ProfileFactory.standard(), equals -> equals - 1, extenders(more));
    }

    private static ClusterSnapshot three() {
        return cluster(node("a", "1", "1Gi"), node("b", "1", "1Gi"), node("c", "1", "1Gi"));
    }

    private String decide(Placement placement, Pod pod) {
        return switch (placement.schedule(PodToPlace.of(pod), three())) {
            case Plan.Assign(String node, int _, int _) -> node;
            case Plan.Unschedulable(var diagnosis) -> diagnosis.message("");
        };
    }

    @Test
    void itFiltersAndItsScoresCount() {
        answers.put("/scheduler/filter", "{\"nodenames\": [\"a\", \"c\"], \"failedNodes\": {\"b\": \"no licence\"}}");
        answers.put("/scheduler/prioritize", "[{\"Host\": \"a\", \"Score\": 1}, {\"Host\": \"c\", \"Score\": 9}]");
        assertThat(decide(placement(""), pod("p"))).isEqualTo("c");
        assertThat(asked.getFirst()).contains("\"NodeNames\":[").contains("\"name\":\"p\"");
    }

    @Test
    void itsReasonsAreTold() {
        answers.put(
                "/scheduler/filter",
                "{\"NodeNames\": [], \"FailedNodes\": {\"a\": \"no licence\", \"b\": \"no licence\"},"
                        + " \"FailedAndUnresolvableNodes\": {\"c\": \"never\"}}");
        assertThat(decide(placement(""), pod("p"))).isEqualTo("0/3 nodes are available: 1 never, 2 no licence.");
    }

    @Test
    void withoutAnAnswerNothingIsDecidedUnlessItMayBeIgnored() {
        assertThatThrownBy(() -> decide(placement(""), pod("p"))).isInstanceOf(ExtenderException.class);
        assertThat(decide(placement("  ignorable: true\n"), pod("p"))).isIn("a", "b", "c");
    }

    @Test
    void itIsAskedOnlyAboutPodsWithItsResources() {
        String managed = "  managedResources: [{name: example.org/licence, ignoredByScheduler: true}]\n";
        assertThat(decide(placement(managed), pod("p"))).isIn("a", "b", "c");
        assertThat(asked).isEmpty();
        answers.put("/scheduler/filter", "{\"NodeNames\": [\"b\"]}");
        Pod licensed = new PodBuilder(pod("q"))
                .editSpec()
                .editFirstContainer()
                .withNewResources()
                .addToRequests("example.org/licence", new Quantity("1"))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
        SchedulerConfig config = SchedulerConfig.read(CONFIG + managed);
        Placement placement = new Placement(
                new ProfileFactory(ClusterObjects.NONE, List.of())
                        .create(config.profiles().getFirst()),
                equals -> equals - 1,
                extenders(managed));
        assertThat(decide(placement, licensed)).isEqualTo("b");
    }

    @Test
    void itHasASayInWhoMustGo() {
        answers.put("/scheduler/preempt", "{\"NodeNameToMetaVictims\": {\"b\": {\"Pods\": [{\"UID\": \"uid-y\"}]}}}");
        ClusterSnapshot full = cluster(node("a", "1", "1Gi"), node("b", "1", "1Gi"))
                .withPod(PlacedPod.of(pod("x", "1", "1Mi")), "a")
                .withPod(PlacedPod.of(pod("y", "1", "1Mi")), "b");
        PodToPlace important = PodToPlace.of(priority(pod("p", "1", "1Mi"), 10));
        Placement placement = placement("");
        var diagnosis = ((Plan.Unschedulable) placement.schedule(important, full)).diagnosis();
        assertThat(new DefaultPreemption(ClusterObjects.NONE, 10, 100).rescue(important, full, diagnosis, placement))
                .isInstanceOfSatisfying(
                        Rescue.Evict.class, evict -> assertThat(evict.node()).isEqualTo("b"));
    }

    @Test
    void itBinds() throws IOException {
        answers.put("/scheduler/bind", "{\"error\": \"\"}");
        assertThat(extenders("").bind(pod("p"), "a")).isTrue();
        JsonNode sent = Json.mapper().readTree(asked.getFirst().substring("/scheduler/bind ".length()));
        assertThat(sent.path("PodName").asText()).isEqualTo("p");
        assertThat(sent.path("Node").asText()).isEqualTo("a");
        answers.put("/scheduler/bind", "{\"Error\": \"taken\"}");
        assertThatThrownBy(() -> extenders("").bind(pod("p"), "a")).hasMessage("taken");
    }
}
