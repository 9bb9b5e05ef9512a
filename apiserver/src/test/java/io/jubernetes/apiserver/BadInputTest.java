package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apiserver.TestServer.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong input gets a clear answer, and the server stays up. */
@Timeout(60)
class BadInputTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String JSON = "application/json";

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        assertThat(server.get("/api/v1/namespaces/default").status())
                .as("the server is up")
                .isEqualTo(200);
        server.close();
    }

    record Wrong(String what, String path, String contentType, String body, int status, String text) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Wrong> wrong() {
        return Stream.concat(undecodable(), invalid());
    }

    private static Stream<Wrong> undecodable() {
        return Stream.of(
                new Wrong("broken JSON", PODS, JSON, "{\"metadata\":", 400, "json"),
                new Wrong("broken YAML", PODS, "application/yaml", "a: [b\nc: }", 400, "yaml"),
                new Wrong("a list", PODS, JSON, "[]", 400, ""),
                new Wrong("nothing", PODS, JSON, "", 400, "no body"),
                new Wrong("no such media type", PODS, "text/html", "<p>", 415, "unknown format"),
                new Wrong(
                        "wrong type",
                        DEPLOYMENTS,
                        JSON,
                        Objects.deployment("a").replace("\"selector\":", "\"replicas\":\"three\",\"selector\":"),
                        400,
                        "cannot unmarshal string into Go struct field"),
                new Wrong(
                        "another kind",
                        DEPLOYMENTS,
                        JSON,
                        "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}",
                        400,
                        "cannot be handled as a Deployment"));
    }

    private static Stream<Wrong> invalid() {
        String noImage = "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[{\"name\":\"C\"}]}}";
        return Stream.of(
                new Wrong(
                        "name with capitals",
                        PODS,
                        JSON,
                        Objects.pod("Web"),
                        422,
                        "metadata.name: Invalid value: \"Web\": a lowercase RFC 1123 subdomain must consist of"),
                new Wrong(
                        "no name",
                        PODS,
                        JSON,
                        Objects.pod(""),
                        422,
                        "metadata.name: Required value: name or generateName is required"),
                new Wrong(
                        "no containers",
                        PODS,
                        JSON,
                        "{\"metadata\":{\"name\":\"a\"},\"spec\":{}}",
                        422,
                        "spec.containers: Required value"),
                new Wrong("several things", PODS, JSON, noImage, 422, "spec.containers[0].image: Required value"),
                new Wrong(
                        "selector that selects something else",
                        DEPLOYMENTS,
                        JSON,
                        Objects.deployment("a").replace("\"labels\":{\"app\":\"web\"}", "\"labels\":{\"app\":\"x\"}"),
                        422,
                        "spec.template.metadata.labels: Invalid value: {\"app\":\"x\"}: `selector` does not match template `labels`"),
                new Wrong(
                        "another namespace",
                        PODS,
                        JSON,
                        "{\"metadata\":{\"name\":\"a\",\"namespace\":\"x\"}}",
                        400,
                        "the namespace of the provided object does not match the namespace sent on the request"),
                new Wrong(
                        "no such namespace",
                        "/api/v1/namespaces/nowhere/configmaps",
                        JSON,
                        "{\"metadata\":{\"name\":\"a\"}}",
                        404,
                        "namespaces \"nowhere\" not found"),
                new Wrong(
                        "too large",
                        PODS,
                        JSON,
                        " ".repeat((3 << 20) + 1),
                        413,
                        "Request entity too large: limit is 3145728"),
                new Wrong("deeply nested", PODS, JSON, "{\"a\":".repeat(100_000), 400, ""),
                new Wrong("not UTF-8 but valid length", PODS, JSON, "{\"metadata\":{\"name\":\"\uD800\"}}", 422, ""));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isRefusedClearly(Wrong wrong) {
        server.post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
        Answer answer =
                server.call("POST", wrong.path(), Headers.of("content-type", wrong.contentType()), wrong.body());
        assertThat(answer.status()).as(answer.message()).isEqualTo(wrong.status());
        assertThat(answer.at("/kind").asText()).isEqualTo("Status");
        assertThat(answer.message()).contains(wrong.text());
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        server.post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
        String body = "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[{\"name\":\"C\"},{\"name\":\"d\","
                + "\"image\":\"i\",\"volumeMounts\":[{\"name\":\"v\",\"mountPath\":\"/x\"}]}]}}";
        Answer answer = server.post(PODS, body);
        assertThat(answer.at("/details/causes").findValuesAsText("field"))
                .contains(
                        "spec.containers[0].name",
                        "spec.containers[0].image",
                        "spec.containers[1].volumeMounts[0].name");
        assertThat(answer.message()).startsWith("Pod \"a\" is invalid: [");
    }

    @Test
    void podWithoutItsAccountIsForbidden() {
        Answer answer = server.post("/api/v1/namespaces/kube-public/pods", Objects.pod("a"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message())
                .isEqualTo("pods \"a\" is forbidden: error looking up service account kube-public/default: "
                        + "serviceaccount \"default\" not found");
    }

    @Test
    void unknownPathsAndMethodsAreRefused() {
        assertThat(server.get("/api/v1/namespaces/default/nothings").status()).isEqualTo(404);
        assertThat(server.get("/nowhere").status()).isEqualTo(404);
        assertThat(server.post("/api/v1/pods", Objects.pod("a")).status()).isEqualTo(405);
        assertThat(server.call("GET", PODS, Headers.of("accept", "image/png"), "")
                        .status())
                .isEqualTo(406);
        assertThat(server.get(PODS + "/a/nothing").status()).isEqualTo(404);
    }

    @Test
    void headIsForWhatHasRoutesForIt() {
        Headers none = Headers.of();
        assertThat(server.send("HEAD", "/api/v1/namespaces", none, new byte[0]).status())
                .isEqualTo(405);
        assertThat(server.send("HEAD", "/apis", none, new byte[0]).status()).isEqualTo(405);
        assertThat(server.send("HEAD", "/healthz", none, new byte[0]).status()).isEqualTo(200);
    }
}
