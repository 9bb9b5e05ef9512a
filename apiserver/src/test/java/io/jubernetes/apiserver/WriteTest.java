package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creating, updating, patching, trying without doing. */
@Timeout(60)
class WriteTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void generatedNamesBeginAsAsked() {
        Answer created = server.post(MAPS, "{\"metadata\":{\"generateName\":\"job-\"}}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.name()).matches("job-[a-z0-9]{5}");
    }

    @Test
    void existingNamesAreRefused() {
        server.post(MAPS, Objects.configMap("a", "1")).ok();
        Answer refused = server.post(MAPS, Objects.configMap("a", "1"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).isEqualTo("configmaps \"a\" already exists");
    }

    @Test
    void writesThatChangeNothingKeepTheRevision() {
        Answer created = server.post(DEPLOYMENTS, Objects.deployment("web")).ok();
        assertThat(server.put(DEPLOYMENTS + "/web", created.body().toString())
                        .ok()
                        .revision())
                .isEqualTo(created.revision());
        assertThat(server.put(DEPLOYMENTS + "/web", Objects.deployment("web"))
                        .ok()
                        .revision())
                .isEqualTo(created.revision());
        assertThat(server.merge(DEPLOYMENTS + "/web", "{}").ok().revision()).isEqualTo(created.revision());
        assertThat(server.patch(DEPLOYMENTS + "/web", "strategic-merge-patch", "{\"spec\":{\"replicas\":1}}")
                        .ok()
                        .revision())
                .isEqualTo(created.revision());
    }

    @Test
    void statusAndSpecHaveTheirOwnPaths() {
        server.post(DEPLOYMENTS, Objects.deployment("web")).ok();
        Answer viaMain = server.merge(DEPLOYMENTS + "/web", "{\"status\":{\"replicas\":5}}")
                .ok();
        assertThat(viaMain.at("/status").has("replicas")).isFalse();
        Answer viaStatus = server.merge(
                        DEPLOYMENTS + "/web/status", "{\"spec\":{\"replicas\":7},\"status\":{\"replicas\":5}}")
                .ok();
        assertThat(viaStatus.at("/status/replicas").asInt()).isEqualTo(5);
        assertThat(viaStatus.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(viaStatus.at("/metadata/generation").asInt()).isEqualTo(1);
        assertThat(server.get(DEPLOYMENTS + "/web/status").body()).isEqualTo(viaStatus.body());
    }

    @Test
    void patchesOfThreeKinds() {
        server.post(DEPLOYMENTS, Objects.deployment("web")).ok();
        Answer json = server.patch(
                DEPLOYMENTS + "/web", "json-patch", "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":4}]");
        assertThat(json.ok().at("/spec/replicas").asInt()).isEqualTo(4);
        Answer strategic = server.patch(
                DEPLOYMENTS + "/web",
                "strategic-merge-patch",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"d\",\"image\":\"side:2\"}]}}}}");
        assertThat(strategic.ok().at("/spec/template/spec/containers")).hasSize(2);
        Answer merge = server.merge(DEPLOYMENTS + "/web", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
        assertThat(merge.ok().at("/metadata/labels/a").asText()).isEqualTo("b");
        Answer stale = server.merge(DEPLOYMENTS + "/web", "{\"metadata\":{\"resourceVersion\":\"1\"}}");
        assertThat(stale.status()).isEqualTo(409);
        Answer unknown = server.call("PATCH", DEPLOYMENTS + "/web", Headers.of("content-type", "text/plain"), "{}");
        assertThat(unknown.status()).isEqualTo(415);
    }

    @Test
    void scaleIsAViewOfReplicas() {
        server.post(DEPLOYMENTS, Objects.deployment("web")).ok();
        Answer scale = server.get(DEPLOYMENTS + "/web/scale").ok();
        assertThat(scale.at("/kind").asText()).isEqualTo("Scale");
        assertThat(scale.at("/status/selector").asText()).isEqualTo("app=web");
        Answer patched = server.merge(DEPLOYMENTS + "/web/scale", "{\"spec\":{\"replicas\":3}}")
                .ok();
        assertThat(patched.at("/spec/replicas").asInt()).isEqualTo(3);
        String put = scale.body().toString().replace("\"replicas\":1", "\"replicas\":9");
        assertThat(server.put(DEPLOYMENTS + "/web/scale", put).status()).isEqualTo(409);
        assertThat(server.get(DEPLOYMENTS + "/web").at("/spec/replicas").asInt())
                .isEqualTo(3);
        assertThat(server.merge(DEPLOYMENTS + "/web/scale", "{\"spec\":{\"replicas\":-1}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void dryRunChangesNothing() {
        String dry = "?dryRun=All";
        assertThat(server.post(MAPS + dry, Objects.configMap("a", "1")).status())
                .isEqualTo(201);
        assertThat(server.get(MAPS + "/a").status()).isEqualTo(404);
        String revision = server.post(MAPS, Objects.configMap("a", "1")).ok().revision();
        assertThat(server.post(MAPS + dry, Objects.configMap("a", "1")).status())
                .isEqualTo(409);
        assertThat(server.merge(MAPS + "/a" + dry, "{\"data\":{\"k\":\"2\"}}")
                        .ok()
                        .at("/data/k")
                        .asText())
                .isEqualTo("2");
        server.delete(MAPS + "/a" + dry).ok();
        assertThat(server.get(MAPS + "/a").ok().revision()).isEqualTo(revision);
        assertThat(server.post(MAPS + "?dryRun=Some", Objects.configMap("b", "1"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void unknownFieldsOfAPatchAreRefusedWithThePatch() {
        server.post(MAPS, Objects.configMap("p", "1")).ok();
        Answer refused = server.call(
                "PATCH",
                MAPS + "/p?fieldValidation=Strict",
                Headers.of("content-type", "application/strategic-merge-patch+json"),
                "{\"datta\":{\"b\":1,\"a\":[null,\"x\"]}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .isEqualTo(" \"\" is invalid: patch: Invalid value: \"map[datta:map[a:[<nil> x] b:1]]\": "
                        + "strict decoding error: unknown field \"datta\"");
    }

    @Test
    void unknownFieldsAreRefusedWarnedOfOrIgnored() {
        String body = "{\"metadata\":{\"name\":\"a\"},\"date\":{\"k\":\"v\"},\"data\":{},\"data\":{\"x\":\"y\"}}";
        Answer strict = server.post(MAPS + "?fieldValidation=Strict", body);
        assertThat(strict.status()).isEqualTo(400);
        assertThat(strict.message())
                .contains("strict decoding error")
                .contains("unknown field \"date\"")
                .contains("duplicate field \"data\"");
        Answer warned = server.post(MAPS, body).ok();
        assertThat(warned.headers().all("warning")).contains("299 - \"unknown field \\\"date\\\"\"");
        assertThat(warned.body().has("date")).isFalse();
        server.delete(MAPS + "/a").ok();
        assertThat(server.post(MAPS + "?fieldValidation=Ignore", body)
                        .ok()
                        .headers()
                        .all("warning"))
                .isEmpty();
    }

    @Test
    void secretsTakePlainValues() {
        Answer secret = server.post(
                "/api/v1/namespaces/default/secrets", "{\"metadata\":{\"name\":\"s\"},\"stringData\":{\"k\":\"v\"}}");
        assertThat(secret.ok().at("/data/k").asText()).isEqualTo("dg==");
        assertThat(secret.body().has("stringData")).isFalse();
        assertThat(secret.at("/type").asText()).isEqualTo("Opaque");
    }

    @Test
    void immutableThingsStay() {
        server.post(DEPLOYMENTS, Objects.deployment("web")).ok();
        String other = Objects.deployment("web").replace("\"app\":\"web\"", "\"app\":\"other\"");
        Answer selector = server.put(DEPLOYMENTS + "/web", other);
        assertThat(selector.status()).isEqualTo(422);
        assertThat(selector.message())
                .isEqualTo("Deployment.apps \"web\" is invalid: spec.selector: Invalid value: "
                        + "{\"matchLabels\":{\"app\":\"other\"}}: field is immutable");
        server.post(MAPS, "{\"metadata\":{\"name\":\"a\"},\"immutable\":true,\"data\":{\"k\":\"v\"}}")
                .ok();
        Answer data = server.merge(MAPS + "/a", "{\"data\":{\"k\":\"w\"}}");
        assertThat(data.message())
                .isEqualTo("ConfigMap \"a\" is invalid: data: Forbidden: field is immutable when `immutable` is set");
    }

    @Test
    void anObjectThatIsTooLargeWithItsOwnersGoesWithoutThem() {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < 3500; i++) {
            data.append(i == 0 ? "" : ",")
                    .append("\"")
                    .append("k".repeat(230))
                    .append(i)
                    .append("\":\"\"");
        }
        String body = "{\"metadata\":{\"name\":\"large\"},\"data\":{" + data + "}}";
        Answer created = server.post(MAPS, body).ok();
        assertThat(created.at("/data")).hasSize(3500);
        assertThat(created.at("/metadata").has("managedFields")).isFalse();
        Answer labelled = server.merge(MAPS + "/large", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}")
                .ok();
        assertThat(labelled.at("/metadata/labels/a").asText()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "strategic-merge-patch|{'spec':{'replicas':'x'}}|map[spec:map[replicas:x]]|unrecognized type: int32",
                "strategic-merge-patch|{'metadata':{'labels':{'a':1}}}|map[metadata:map[labels:map[a:1]]]|"
                        + "cannot convert int64 to string",
                "strategic-merge-patch|{'spec':{'template':1}}|map[spec:map[template:1]]|"
                        + "cannot restore struct from: int64"
            })
    void patchesThatMakeWrongTypesAreInvalid(String kind, String patch, String shown, String why) {
        server.post(DEPLOYMENTS, Objects.deployment("web")).ok();
        Answer refused = server.patch(DEPLOYMENTS + "/web", kind, patch.replace('\'', '"'));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).isEqualTo(" \"\" is invalid: patch: Invalid value: \"" + shown + "\": " + why);
    }

    @Test
    void mergedWrongTypesAreShownInTheWholeObject() {
        server.post(DEPLOYMENTS, Objects.deployment("web")).ok();
        Answer refused = server.merge(DEPLOYMENTS + "/web", "{\"spec\":{\"replicas\":\"x\"}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .startsWith(" \"\" is invalid: patch: Invalid value: \"{\\\"apiVersion\\\":\\\"apps/v1\\\"")
                .contains(
                        "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32");
    }

    /** Go leaves out what it cannot tell from nothing. */
    @Test
    void zerosThatGoDoesNotWriteAreNotKept() {
        server.post(DEPLOYMENTS, Objects.deployment("web")).ok();
        Answer patched = server.patch(
                        DEPLOYMENTS + "/web/status",
                        "merge-patch",
                        "{\"status\":{\"replicas\":1,\"unavailableReplicas\":0,\"collisionCount\":0,\"conditions\":[]}}")
                .ok();
        assertThat(patched.at("/status").toString()).isEqualTo("{\"replicas\":1,\"collisionCount\":0}");
        Answer labels = server.merge(DEPLOYMENTS + "/web", "{\"metadata\":{\"labels\":{},\"finalizers\":[]}}")
                .ok();
        assertThat(labels.at("/metadata").has("finalizers")).isFalse();
    }
}
