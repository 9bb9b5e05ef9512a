package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apiserver.TestServer.Answer;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kinds that are served in two versions: one object, whichever version it is written or read in. */
@Timeout(60)
class TwoVersionsTest {

    private static final TestServer SERVER = new TestServer();
    private static final String OLD = "/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers";
    private static final String NEW = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers";
    private static final String CORE_EVENTS = "/api/v1/namespaces/default/events";
    private static final String EVENTS = "/apis/events.k8s.io/v1/namespaces/default/events";

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static ObjectNode yaml(String text) {
        return Yaml.decode(text.getBytes(StandardCharsets.UTF_8)).object();
    }

    @Test
    void autoscalersOfTheOldVersionAreThoseOfTheNew() {
        SERVER.post(OLD, yaml("""
                        metadata: {name: old}
                        spec:
                          scaleTargetRef: {kind: Deployment, name: web, apiVersion: apps/v1}
                          maxReplicas: 4
                          targetCPUUtilizationPercentage: 60
                        """).toString()).ok();
        Answer asNew = SERVER.get(NEW + "/old").ok();
        assertThat(asNew.at("/apiVersion").asText()).isEqualTo("autoscaling/v2");
        assertThat(asNew.at("/spec/metrics").toString())
                .isEqualTo(
                        "[{\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\",\"target\":{\"type\":\"Utilization\","
                                + "\"averageUtilization\":60}}}]");
        Answer asOld = SERVER.get(OLD + "/old").ok();
        assertThat(asOld.at("/spec/targetCPUUtilizationPercentage").asInt()).isEqualTo(60);
        assertThat(asOld.revision()).isEqualTo(asNew.revision());
        SERVER.merge(OLD + "/old", "{\"spec\":{\"maxReplicas\":5}}").ok();
        assertThat(SERVER.get(NEW + "/old").at("/spec/maxReplicas").asInt()).isEqualTo(5);
    }

    @Test
    void whoAsksForNoMetricGetsTheUsualOne() {
        String spec = "{\"metadata\":{\"name\":\"%s\"},\"spec\":{\"maxReplicas\":2,\"scaleTargetRef\":"
                + "{\"kind\":\"Deployment\",\"name\":\"web\",\"apiVersion\":\"apps/v1\"}}}";
        SERVER.post(NEW, spec.formatted("new-usual")).ok();
        Answer old = SERVER.post(OLD, spec.formatted("old-usual")).ok();
        assertThat(old.at("/spec/targetCPUUtilizationPercentage").asInt()).isEqualTo(80);
        assertThat(SERVER.get(NEW + "/old-usual").at("/spec/metrics"))
                .isEqualTo(SERVER.get(NEW + "/new-usual").at("/spec/metrics"))
                .hasSize(1);
    }

    @Test
    void whatTheOldVersionDoesNotKnowIsNotLost() {
        ObjectNode rich = yaml("""
                metadata: {name: rich}
                spec:
                  scaleTargetRef: {kind: Deployment, name: web, apiVersion: apps/v1}
                  minReplicas: 1
                  maxReplicas: 4
                  behavior: {scaleDown: {stabilizationWindowSeconds: 60}}
                  metrics:
                  - type: Pods
                    pods: {metric: {name: rate}, target: {type: AverageValue, averageValue: "5"}}
                  - type: External
                    external:
                      metric: {name: queue, selector: {matchLabels: {a: b}}}
                      target: {type: Value, value: "30"}
                  - type: Object
                    object:
                      describedObject: {kind: Ingress, name: main, apiVersion: networking.k8s.io/v1}
                      metric: {name: hits}
                      target: {type: Value, value: 2k}
                """);
        Answer created = SERVER.post(NEW, rich.toString()).ok();
        Answer asOld = SERVER.get(OLD + "/rich").ok();
        assertThat(asOld.at("/spec").has("metrics")).isFalse();
        assertThat(asOld.at("/metadata/annotations/autoscaling.alpha.kubernetes.io~1metrics")
                        .asText())
                .contains("\"metricName\":\"rate\"", "\"targetAverageValue\":\"5\"", "\"metricSelector\"");
        Answer written = SERVER.merge(OLD + "/rich", "{\"metadata\":{\"labels\":{\"by\":\"old\"}}}");
        assertThat(written.ok().at("/metadata/labels/by").asText()).isEqualTo("old");
        Answer asNew = SERVER.get(NEW + "/rich").ok();
        assertThat(asNew.at("/spec/metrics")).isEqualTo(created.at("/spec/metrics"));
        assertThat(asNew.at("/spec/behavior")).isEqualTo(created.at("/spec/behavior"));
        assertThat(asNew.at("/metadata").has("annotations")).isFalse();
    }

    @Test
    void whatLayApartIsFoundAgain() {
        MemoryStore store = new MemoryStore();
        ObjectNode old = yaml("""
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: {name: old, namespace: default}
                spec: {maxReplicas: 4, scaleTargetRef: {kind: Deployment, name: web}}
                """);
        store.commit(
                Txn.create("/registry/v1.autoscaling/horizontalpodautoscalers/default/old", StoredObject.encode(old)));
        try (TestServer server = new TestServer(store)) {
            assertThat(server.get(NEW + "/old").ok().at("/spec/maxReplicas").asInt())
                    .isEqualTo(4);
        }
    }

    @Test
    void eventsAreTheSameByBothNames() throws Exception {
        String start = SERVER.get(EVENTS).ok().revision();
        try (TestWatch watch = new TestWatch(SERVER, EVENTS + "?watch=1&resourceVersion=" + start)) {
            SERVER.post(CORE_EVENTS, yaml("""
                            metadata: {name: first, namespace: default}
                            involvedObject: {kind: Pod, name: p, namespace: default}
                            reason: Started
                            message: It runs
                            source: {component: kubelet}
                            count: 3
                            type: Normal
                            """).toString()).ok();
            assertThat(watch.next()).isEqualTo("ADDED first");
        }
        Answer asNew = SERVER.get(EVENTS + "/first").ok();
        assertThat(asNew.at("/apiVersion").asText()).isEqualTo("events.k8s.io/v1");
        assertThat(asNew.at("/regarding/name").asText()).isEqualTo("p");
        assertThat(asNew.at("/note").asText()).isEqualTo("It runs");
        assertThat(asNew.at("/deprecatedSource/component").asText()).isEqualTo("kubelet");
        assertThat(asNew.at("/deprecatedCount").asInt()).isEqualTo(3);
        SERVER.merge(
                        EVENTS + "/first",
                        "{\"series\":{\"count\":2,\"lastObservedTime\":\"2026-01-01T00:00:00.000000Z\"}}")
                .ok();
        assertThat(SERVER.get(CORE_EVENTS + "/first").at("/series/count").asInt())
                .isEqualTo(2);
        assertThat(SERVER.get(EVENTS + "?fieldSelector=regarding.name%3Dp")
                        .ok()
                        .at("/items")
                        .size())
                .isEqualTo(1);
        assertThat(SERVER.get(EVENTS + "?fieldSelector=involvedObject.name%3Dp").status())
                .isEqualTo(400);
    }

    private static Answer apply(String path, String manager, String config) {
        Headers yaml = Headers.of("content-type", "application/apply-patch+yaml");
        return SERVER.call("PATCH", path + "?fieldManager=" + manager, yaml, config);
    }

    private static String autoscaler(String version, String more) {
        return "{apiVersion: autoscaling/" + version + ", kind: HorizontalPodAutoscaler, spec: {maxReplicas: 4,"
                + " scaleTargetRef: {kind: Deployment, name: web, apiVersion: apps/v1}" + more + "}}";
    }

    private static String cpu(int percent) {
        return ", metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: "
                + percent + "}}}]";
    }

    private static String owned(Answer object, String manager) {
        return object.at("/metadata/managedFields")
                .valueStream()
                .filter(entry -> entry.path("manager").asText().equals(manager))
                .map(entry -> entry.path("apiVersion").asText() + " "
                        + entry.at("/fieldsV1/f:spec").properties().stream()
                                .map(Map.Entry::getKey)
                                .toList())
                .findFirst()
                .orElse("");
    }

    @Test
    void whoAppliesInTheNewVersionGivesBackWhatHeSaidInTheOld() {
        apply(OLD + "/moved", "a", autoscaler("v1", ", targetCPUUtilizationPercentage: 60"))
                .ok();
        Answer moved = apply(NEW + "/moved", "a", autoscaler("v2", "")).ok();
        assertThat(moved.at("/spec/metrics/0/resource/target/averageUtilization")
                        .asInt())
                .as("the usual one")
                .isEqualTo(80);
        assertThat(owned(moved, "a")).isEqualTo("autoscaling/v2 [f:maxReplicas, f:scaleTargetRef]");
    }

    @Test
    void ownersLoseWhatIsChangedInAnotherVersion() {
        apply(NEW + "/shared", "a", autoscaler("v2", cpu(60))).ok();
        Answer changed = SERVER.merge(
                        OLD + "/shared?fieldManager=b", "{\"spec\":{\"targetCPUUtilizationPercentage\":70}}")
                .ok();
        assertThat(owned(changed, "a")).isEqualTo("autoscaling/v2 [f:maxReplicas, f:scaleTargetRef]");
        assertThat(owned(changed, "b")).isEqualTo("autoscaling/v1 [f:targetCPUUtilizationPercentage]");
        Answer refused = apply(NEW + "/shared", "a", autoscaler("v2", cpu(60)));
        assertThat(refused.message())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"b\" using autoscaling/v1:"
                        + " .spec.targetCPUUtilizationPercentage");
        Answer agreed = apply(NEW + "/shared", "a", autoscaler("v2", cpu(70))).ok();
        assertThat(owned(agreed, "a")).isEqualTo("autoscaling/v2 [f:maxReplicas, f:metrics, f:scaleTargetRef]");
        assertThat(owned(agreed, "b")).isEqualTo("autoscaling/v1 [f:targetCPUUtilizationPercentage]");
    }
}
