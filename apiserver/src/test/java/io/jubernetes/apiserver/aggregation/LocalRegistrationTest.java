package io.jubernetes.apiserver.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apiserver.TestServer;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What this server serves itself is registered, too. */
@Timeout(60)
class LocalRegistrationTest {

    private static final String SERVICES = "/apis/apiregistration.k8s.io/v1/apiservices";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyVersionOfEveryGroupIsLocal() {
        Set<String> registered = server.get(SERVICES)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.at("/spec/group").asText() + "/"
                        + item.at("/spec/version").asText())
                .collect(Collectors.toSet());
        Set<String> served = server.get("/apis")
                .body()
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("versions").valueStream())
                .map(version -> version.path("groupVersion").asText())
                .collect(Collectors.toSet());
        served.add("/v1");
        assertThat(registered).containsAll(served);

        JsonNode table = server.call(
                        "GET",
                        SERVICES + "/v1.apps",
                        Headers.of("accept", "application/json;as=Table;v=v1;g=meta.k8s.io"),
                        "")
                .body();
        JsonNode cells = table.at("/rows/0/cells");
        assertThat(cells.path(0).asText() + " " + cells.path(1).asText() + " "
                        + cells.path(2).asText())
                .isEqualTo("v1.apps Local True");
        assertThat(server.get(SERVICES + "/v1.apps").at("/spec").toString())
                .isEqualTo(
                        "{\"group\":\"apps\",\"groupPriorityMinimum\":17800,\"version\":\"v1\",\"versionPriority\":15}");
    }

    @Test
    void customResourcesComeAndGo() {
        String definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        server.post(
                        definitions,
                        ("{'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition','metadata':{'name':"
                                        + "'things.local.example.com'},'spec':{'group':'local.example.com','scope':"
                                        + "'Cluster','names':{'plural':'things','kind':'Thing'},'versions':[{'name':"
                                        + "'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':{'type':"
                                        + "'object'}}}]}}")
                                .replace('\'', '"'))
                .ok();
        String path = SERVICES + "/v1.local.example.com";
        await().until(() -> server.get(path).status() == 200);
        assertThat(server.get(path).at("/status/conditions/0/reason").asText()).isEqualTo("Local");
        server.delete(path);
        await().until(() -> server.get(path).status() == 200);
        server.delete(definitions + "/things.local.example.com").ok();
        await().until(() -> server.get(path).status() == 404);
    }
}
