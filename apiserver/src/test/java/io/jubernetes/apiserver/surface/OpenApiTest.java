package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.surface.SurfaceContext.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OpenApiTest {

    private static final String DEPLOYMENT = "io.k8s.api.apps.v1.Deployment";

    private static SurfaceContext server;

    @BeforeAll
    static void start() {
        server = new SurfaceContext();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url() {
        JsonNode index = server.get("/openapi/v3").json();
        String url = index.path("paths")
                .path("apis/apps/v1")
                .path("serverRelativeURL")
                .asText();
        assertThat(url).matches("/openapi/v3/apis/apps/v1\\?hash=[0-9A-F]+");
        return url;
    }

    private static JsonNode apps() {
        return server.get(url()).json();
    }

    @Test
    void whoNamesTheHashMayKeepTheDocument() {
        String path = "/openapi/v3/apis/apps/v1";
        Answer kept = server.get(url());
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.headers().all("cache-control")).containsExactly("public, immutable");
        assertThat(kept.headers().first("expires")).endsWith(" GMT");
        Answer old = server.get(path + "?hash=OLD");
        assertThat(old.status()).isEqualTo(301);
        assertThat(old.headers().first("location")).isEqualTo(url());
        assertThat(server.get(path).headers().all("cache-control")).containsExactly("no-cache, private");
    }

    /** The hash in the addresses stands for all documents: whoever changes one writes the new hash down. */
    @Test
    void theHashOfTheAddressesFollowsFromTheDocuments() throws NoSuchAlgorithmException {
        JsonNode paths = server.get("/openapi/v3").json().path("paths");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(server.get("/openapi/v2").bytes());
        Set<String> hashes = new TreeSet<>();
        for (JsonNode path : paths) {
            String url = path.path("serverRelativeURL").asText();
            digest.update(server.get(url).bytes());
            hashes.add(url.substring(url.indexOf('=') + 1));
        }
        assertThat(hashes)
                .as("the documents have changed: this hash belongs into OpenApiEndpoint.EDITION")
                .containsExactly(HexFormat.of().withUpperCase().formatHex(digest.digest(), 0, 16));
    }

    @Test
    void writesSayThatTheyValidateFields() {
        JsonNode item = apps().path("paths").path("/apis/apps/v1/namespaces/{namespace}/deployments/{name}");
        JsonNode patch = item.path("patch");

        assertThat(patch.path("parameters").findValuesAsText("name")).contains("fieldValidation", "dryRun", "force");
        assertThat(patch.path("x-kubernetes-group-version-kind").toString())
                .isEqualTo("{\"group\":\"apps\",\"kind\":\"Deployment\",\"version\":\"v1\"}");
        assertThat(patch.path("operationId").asText()).isEqualTo("patchAppsV1NamespacedDeployment");
        assertThat(item.path("parameters").findValuesAsText("name")).contains("name", "namespace");
    }

    @Test
    void schemasSayHowListsMergeAndWhatMustBeThere() {
        JsonNode schemas = apps().path("components").path("schemas");

        assertThat(schemas.path(DEPLOYMENT)
                        .path("x-kubernetes-group-version-kind")
                        .findValuesAsText("kind"))
                .containsExactly("Deployment");
        JsonNode containers =
                schemas.path("io.k8s.api.core.v1.PodSpec").path("properties").path("containers");
        assertThat(containers.path("x-kubernetes-patch-merge-key").asText()).isEqualTo("name");
        assertThat(containers.path("x-kubernetes-patch-strategy").asText()).isEqualTo("merge");
        assertThat(schemas.path("io.k8s.api.apps.v1.DeploymentSpec")
                        .path("required")
                        .toString())
                .contains("selector", "template");
    }

    @Test
    void typesAndFieldsSayWhatTheyAreFor() {
        JsonNode schemas = apps().path("components").path("schemas");
        assertThat(schemas.path(DEPLOYMENT).path("description").asText())
                .isEqualTo("Deployment enables declarative updates for Pods and ReplicaSets.");
        JsonNode fields = schemas.path("io.k8s.api.apps.v1.DeploymentSpec").path("properties");
        assertThat(fields.path("paused").path("description").asText())
                .isEqualTo("Indicates that the deployment is paused.");
        assertThat(fields.path("selector").path("allOf")).hasSize(1);
        assertThat(fields.path("template").path("description").asText())
                .as("a field without words of its own has those of its type")
                .startsWith("PodTemplateSpec describes the data a pod should have");
        List<String> mute = new ArrayList<>();
        schemas.properties().stream()
                .filter(type -> type.getKey().startsWith("io.k8s.api.")
                        && !type.getValue().has("description"))
                .forEach(type -> mute.add(type.getKey()));
        assertThat(mute).as("types without a description").isEmpty();
    }

    @Test
    void versionTwoHasAProtobufForm() {
        String type = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
        Answer answer = server.get("/openapi/v2", "accept", type);
        assertThat(answer.headers().first("content-type")).isEqualTo(type);
        assertThat(answer.text()).startsWith("\n\u00032.0").contains("ServiceSpec", "x-kubernetes-patch-merge-key");
        assertThat(server.get("/openapi/v3", "accept", type).status()).isEqualTo(406);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode document = apps();
        JsonNode schemas = document.path("components").path("schemas");
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(ref -> assertThat(schemas.has(ref.substring("#/components/schemas/".length())))
                        .as(ref)
                        .isTrue());
    }

    @Test
    void versionTwoHasAllKindsInOneDocument() {
        JsonNode document = server.get("/openapi/v2").json();
        assertThat(document.path("swagger").asText()).isEqualTo("2.0");
        assertThat(document.path("definitions").has(DEPLOYMENT)).isTrue();
        assertThat(document.path("definitions").has("io.k8s.api.core.v1.Pod")).isTrue();
        JsonNode post = document.path("paths")
                .path("/api/v1/namespaces/{namespace}/pods")
                .path("post");
        assertThat(post.path("parameters").findValuesAsText("name")).contains("body", "fieldValidation");
    }

    @Test
    void compressedWhenAskedFor() throws IOException {
        Answer answer = server.get("/openapi/v2", "accept-encoding", "gzip");
        assertThat(answer.headers().first("content-encoding")).isEqualTo("gzip");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.bytes())).readAllBytes();
        assertThat(plain).isEqualTo(server.get("/openapi/v2").bytes());
    }
}
