package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.surface.SurfaceContext.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DiscoveryTest {

    private static SurfaceContext server;

    @BeforeAll
    static void start() {
        server = new SurfaceContext();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void coreResourcesWithTheirShortNamesAndSubresources() {
        JsonNode list = server.get("/api/v1").json();
        JsonNode pods = named(list.path("resources"), "name", "pods");

        assertThat(list.path("kind").asText()).isEqualTo("APIResourceList");
        assertThat(pods.path("shortNames").path(0).asText()).isEqualTo("po");
        assertThat(pods.path("namespaced").asBoolean()).isTrue();
        assertThat(pods.path("verbs").toString()).contains("deletecollection", "watch");
        assertThat(pods.path("storageVersionHash").asText()).isEqualTo("xPOwRZ+Yhw8=");
        JsonNode eviction = named(list.path("resources"), "name", "pods/eviction");
        assertThat(eviction.path("group").asText()).isEqualTo("policy");
        assertThat(eviction.path("kind").asText()).isEqualTo("Eviction");
    }

    @Test
    void groupsNameTheirPreferredVersion() {
        JsonNode apps = named(server.get("/apis").json().path("groups"), "name", "apps");
        assertThat(apps.path("preferredVersion").path("groupVersion").asText()).isEqualTo("apps/v1");
        assertThat(server.get("/apis/apps").json().path("kind").asText()).isEqualTo("APIGroup");
        JsonNode autoscaling = named(server.get("/apis").json().path("groups"), "name", "autoscaling");
        assertThat(autoscaling.path("preferredVersion").path("version").asText())
                .isEqualTo("v2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v2beta1"})
    void everythingAtOnceForWhoAcceptsIt(String version) {
        String type = "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
        Answer answer = server.get("/apis", "accept", type + ",application/json");

        assertThat(answer.headers().first("content-type")).isEqualTo(type);
        assertThat(answer.json().path("apiVersion").asText()).isEqualTo("apidiscovery.k8s.io/" + version);
        JsonNode apps = answer.json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("metadata").path("name").asText().equals("apps"))
                .findFirst()
                .orElseThrow();
        JsonNode deployments = named(apps.path("versions").path(0).path("resources"), "resource", "deployments");
        assertThat(deployments.path("scope").asText()).isEqualTo("Namespaced");
        assertThat(named(deployments.path("subresources"), "subresource", "scale")
                        .path("responseKind")
                        .path("group")
                        .asText())
                .isEqualTo("autoscaling");
    }

    @Test
    void whoHasTheDocumentIsToldSo() {
        String etag = server.get("/apis").headers().first("etag");
        assertThat(etag).isNotNull();
        assertThat(server.get("/apis", "if-none-match", etag).status()).isEqualTo(304);
        assertThat(server.get("/apis", "if-none-match", "\"other\"").status()).isEqualTo(200);
    }

    @Test
    void unknownPathsAreNotFound() {
        assertThat(server.get("/apis/nowhere").status()).isEqualTo(404);
        assertThat(server.get("/nothing").status()).isEqualTo(404);
    }

    @Test
    void indexNamesThePaths() {
        List<String> paths = server.get("/")
                .json()
                .path("paths")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        assertThat(paths).contains("/api", "/apis/apps/v1", "/healthz", "/version", "/openapi/v3");
    }

    @Test
    void versionIsOneThatClientsUnderstand() {
        JsonNode version = server.get("/version").json();
        assertThat(version.path("gitVersion").asText()).matches("v1\\.35\\.\\d+\\+jube.*");
        assertThat(version.path("major").asText() + "." + version.path("minor").asText())
                .isEqualTo("1.35");
    }

    static JsonNode named(JsonNode list, String field, String name) {
        return list.valueStream()
                .filter(item -> item.path(field).asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " not in " + list));
    }
}
