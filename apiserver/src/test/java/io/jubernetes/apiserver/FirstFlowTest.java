package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first things a user does: a deployment, a pod, a service, a namespace. */
@Timeout(60)
class FirstFlowTest {

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void deploymentIsDefaultedAndCounted() {
        Answer created = server.post("/apis/apps/v1/namespaces/default/deployments", Objects.deployment("web"));
        assertThat(created.status()).as(created.message()).isEqualTo(201);
        assertThat(created.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(created.at("/spec/strategy/rollingUpdate/maxSurge").asText()).isEqualTo("25%");
        assertThat(created.at("/spec/template/spec/containers/0/imagePullPolicy")
                        .asText())
                .isEqualTo("IfNotPresent");
        assertThat(created.at("/metadata/generation").asInt()).isEqualTo(1);
        Answer scaled = server.merge("/apis/apps/v1/namespaces/default/deployments/web", "{\"spec\":{\"replicas\":3}}");
        assertThat(scaled.ok().at("/metadata/generation").asInt()).isEqualTo(2);
        Answer read = server.get("/apis/apps/v1/namespaces/default/deployments/web");
        assertThat(read.body()).isEqualTo(scaled.body());
    }

    @Test
    void podGetsItsAccountAndTolerations() {
        server.post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
        Answer pod = server.post("/api/v1/namespaces/default/pods", Objects.pod("a"));
        assertThat(pod.status()).as(pod.message()).isEqualTo(201);
        assertThat(pod.at("/spec/serviceAccountName").asText()).isEqualTo("default");
        assertThat(pod.at("/spec/volumes/0/name").asText()).startsWith("kube-api-access-");
        assertThat(pod.at("/spec/tolerations")).hasSize(2);
        assertThat(pod.at("/status/phase").asText()).isEqualTo("Pending");
        Answer bound = server.post(
                "/api/v1/namespaces/default/pods/a/binding", "{\"target\":{\"kind\":\"Node\",\"name\":\"n1\"}}");
        assertThat(bound.status()).as(bound.message()).isEqualTo(201);
        assertThat(server.get("/api/v1/namespaces/default/pods/a")
                        .at("/spec/nodeName")
                        .asText())
                .isEqualTo("n1");
        Answer deleted = server.delete("/api/v1/namespaces/default/pods/a");
        assertThat(deleted.at("/metadata/deletionGracePeriodSeconds").asInt()).isEqualTo(30);
        server.delete("/api/v1/namespaces/default/pods/a?gracePeriodSeconds=0").ok();
        assertThat(server.get("/api/v1/namespaces/default/pods/a").status()).isEqualTo(404);
    }

    @Test
    void serviceGetsAnAddress() {
        Answer service = server.post(
                "/api/v1/namespaces/default/services",
                "{\"metadata\":{\"name\":\"web\"},\"spec\":{\"ports\":[{\"port\":80}],\"selector\":{\"app\":\"web\"}}}");
        assertThat(service.status()).as(service.message()).isEqualTo(201);
        assertThat(service.at("/spec/clusterIP").asText()).startsWith("10.96.");
        assertThat(service.at("/spec/ports/0/targetPort").asInt()).isEqualTo(80);
    }

    @Test
    void namespaceStaysUntilItIsFinalized() {
        Answer created = server.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"team\"}}");
        assertThat(created.ok().at("/status/phase").asText()).isEqualTo("Active");
        Answer deleted = server.delete("/api/v1/namespaces/team");
        assertThat(deleted.at("/status/phase").asText()).isEqualTo("Terminating");
        Answer refused = server.post("/api/v1/namespaces/team/configmaps", "{\"metadata\":{\"name\":\"c\"}}");
        assertThat(refused.message()).contains("because it is being terminated");
        Answer finalized = server.put(
                "/api/v1/namespaces/team/finalize", "{\"metadata\":{\"name\":\"team\"},\"spec\":{\"finalizers\":[]}}");
        assertThat(finalized.status()).as(finalized.message()).isEqualTo(200);
        assertThat(server.get("/api/v1/namespaces/team").status()).isEqualTo(404);
    }
}
