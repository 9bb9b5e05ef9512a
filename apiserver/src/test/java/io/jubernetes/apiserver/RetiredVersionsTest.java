package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apimachinery.protobuf.ProtobufCodec;
import io.jubernetes.apimachinery.schema.RetiredVersion;
import io.jubernetes.apimachinery.schema.RetiredVersions;
import io.jubernetes.apiserver.TestServer.Answer;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Versions that Kubernetes serves no longer: switched on they are another view of the objects of today. */
@Timeout(60)
class RetiredVersionsTest {

    private static final TestServer SERVER = new TestServer(
            new MemoryStore(), ApiServerConfig.defaults().withRuntime(RuntimeConfig.parse("api/legacy=true")));
    private static final String OLD = "/apis/extensions/v1beta1/namespaces/default/";
    private static final String APPS = "/apis/apps/v1/namespaces/default/";
    private static final String POD =
            "template: {metadata: {labels: {app: web}}, " + "spec: {containers: [{name: c, image: 'i:1'}]}}";

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static ObjectNode yaml(String text) {
        return Yaml.decode(text.getBytes(StandardCharsets.UTF_8)).object();
    }

    private static Answer create(String path, String text) {
        return SERVER.post(path + "?fieldValidation=Strict", yaml(text).toString())
                .ok();
    }

    static Stream<RetiredVersion> versions() {
        return RetiredVersions.kubernetes().all().stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void isTheSameObjectAsItsSuccessor(RetiredVersion version) throws Exception {
        String name = "same-" + version.type().group().replace('.', '-') + "-"
                + version.type().version();
        String now = Samples.path(version.successor());
        String old = Samples.path(version.type());
        String start = SERVER.get(old).ok().revision();
        try (TestWatch watch = new TestWatch(SERVER, old + "?watch=1&resourceVersion=" + start);
                TestWatch today = new TestWatch(SERVER, now + "?watch=1&resourceVersion=" + start)) {
            ObjectNode sample = Samples.of(version.successor(), name);
            // without labels a write in some of the versions would set them
            sample.withObjectProperty("metadata").putObject("labels").put("a", "b");
            Answer created = SERVER.post(now, sample.toString()).ok();
            JsonNode added = watch.nextEvent().path("object");
            assertThat(added.path("apiVersion").asText())
                    .isEqualTo(version.type().apiVersion());
            Answer seen = SERVER.get(old + "/" + name).ok();
            assertThat(seen.body()).isEqualTo(added);
            assertThat(seen.at("/metadata/uid")).isEqualTo(created.at("/metadata/uid"));
            assertThat(seen.headers().all("warning")).containsExactly("299 - \"" + version.warning() + "\"");
            assertThat(SERVER.put(old + "/" + name, seen.body().toString()).ok().revision())
                    .isEqualTo(created.revision());

            Answer changed = SERVER.merge(old + "/" + name, "{\"metadata\":{\"annotations\":{\"by\":\"old\"}}}");
            assertThat(changed.ok().at("/kind").asText())
                    .isEqualTo(version.type().kind());
            assertThat(today.next()).isEqualTo("ADDED " + name);
            assertThat(today.next()).isEqualTo("MODIFIED " + name);
            ObjectNode after = SERVER.get(now + "/" + name).ok().body();
            assertThat(after.at("/metadata/resourceVersion").asText()).isEqualTo(changed.revision());
            assertThat(withoutMetadata(after)).isEqualTo(withoutMetadata(created.body()));
            assertThat(SERVER.get(old).ok().at("/kind").asText())
                    .isEqualTo(version.type().listKind());
            SERVER.delete(old + "/" + name + "?propagationPolicy=Background").ok();
            assertThat(today.next()).isEqualTo("DELETED " + name);
        }
    }

    private static ObjectNode withoutMetadata(ObjectNode object) {
        return object.deepCopy().without("metadata");
    }

    /** @param expected of the object in the version of today: JSON pointers and what stands there */
    record Case(String path, String manifest, String today, String expected) {
        @Override
        public String toString() {
            return path + " " + manifest.lines().findFirst().orElse("");
        }
    }

    static Stream<Case> defaults() {
        return RetiredCases.DEFAULTS.stream();
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void takesTheDefaultsOfItsTime(Case which) {
        String name = create(which.path(), which.manifest()).name();
        Answer today = SERVER.get(which.today() + "/" + name).ok();
        yaml(which.expected())
                .properties()
                .forEach(expected -> assertThat(today.at(expected.getKey()))
                        .as(expected.getKey())
                        .isEqualTo(expected.getValue()));
        // what was sent is what is seen, and writing it again changes nothing
        Answer old = SERVER.get(which.path() + "/" + name).ok();
        contains("", old.body(), yaml(which.manifest()));
        assertThat(SERVER.put(which.path() + "/" + name, old.body().toString())
                        .ok()
                        .revision())
                .isEqualTo(today.revision());
        SERVER.delete(which.path() + "/" + name + "?propagationPolicy=Background")
                .ok();
    }

    private static void contains(String path, JsonNode actual, JsonNode expected) {
        if (expected.isObject() && !expected.isEmpty()) {
            expected.properties()
                    .forEach(field ->
                            contains(path + "." + field.getKey(), actual.path(field.getKey()), field.getValue()));
        } else if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                contains(path + "[" + i + "]", actual.path(i), expected.get(i));
            }
        } else {
            assertThat(actual).as(path).isEqualTo(expected);
        }
    }

    @Test
    void selectorsCouldBeChangedThenAndNotNow() {
        create(OLD + "deployments", "{metadata: {name: free}, spec: {" + POD + "}}");
        String patch = "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"web\",\"tier\":\"a\"}},"
                + "\"template\":{\"metadata\":{\"labels\":{\"app\":\"web\",\"tier\":\"a\"}}}}}";
        Answer refused = SERVER.merge(APPS + "deployments/free", patch);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("spec.selector", "field is immutable");
        assertThat(SERVER.merge("/apis/apps/v1beta2/namespaces/default/deployments/free", patch)
                        .status())
                .isEqualTo(422);
        assertThat(SERVER.merge(OLD + "deployments/free", patch)
                        .ok()
                        .at("/metadata/generation")
                        .asInt())
                .isEqualTo(2);
        assertThat(SERVER.get(APPS + "deployments/free")
                        .ok()
                        .at("/spec/selector/matchLabels/tier")
                        .asText())
                .isEqualTo("a");
    }

    @Test
    void whatIsWrongIsToldOfTheVersionOfToday() {
        Answer refused = SERVER.post(
                OLD + "ingresses",
                yaml("{metadata: {name: wrong}, spec: {backend: {serviceName: web, servicePort: 70000}}}")
                        .toString());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .isEqualTo("Ingress.extensions \"wrong\" is invalid: spec.defaultBackend.service.port.number: "
                        + "Invalid value: 70000: must be between 1 and 65535, inclusive");
        Answer unknown = SERVER.post(
                OLD + "ingresses?fieldValidation=Strict",
                yaml("{metadata: {name: wrong}, spec: {defaultBackend: {}}}").toString());
        assertThat(unknown.message()).contains("unknown field \"spec.defaultBackend\"");
    }

    @Test
    void patchesAreOfTheFieldsOfTheirVersion() {
        create(OLD + "ingresses", "{metadata: {name: patched}, spec: {backend: {serviceName: a, servicePort: 80}}}");
        String one = OLD + "ingresses/patched";
        SERVER.patch(
                        one,
                        "json-patch",
                        "[{\"op\":\"replace\",\"path\":\"/spec/backend/servicePort\",\"value\":\"http\"}]")
                .ok();
        SERVER.patch(one, "strategic-merge-patch", "{\"spec\":{\"backend\":{\"serviceName\":\"b\"}}}")
                .ok();
        String today = "/apis/networking.k8s.io/v1/namespaces/default/ingresses/patched";
        assertThat(SERVER.get(today).ok().at("/spec/defaultBackend/service").toString())
                .isEqualTo("{\"name\":\"b\",\"port\":{\"name\":\"http\"}}");
        assertThat(SERVER.merge(today, "{\"spec\":{\"defaultBackend\":null,\"rules\":[{\"host\":\"x.example\"}]}}")
                        .ok()
                        .status())
                .isEqualTo(200);
        assertThat(SERVER.get(one).ok().at("/spec").toString()).isEqualTo("{\"rules\":[{\"host\":\"x.example\"}]}");
    }

    @Test
    void appliesInOneVersionAndThenInTheOther() {
        String config = "{apiVersion: %s, kind: Deployment, metadata: {name: applied}, spec: {replicas: %s, "
                + "selector: {matchLabels: {app: web}}, " + POD + "}}";
        String query = "deployments/applied?fieldManager=me";
        Answer created = apply(OLD + query, config.formatted("extensions/v1beta1", "2"));
        assertThat(created.status()).isEqualTo(201);
        Answer next = apply(APPS + query, config.formatted("apps/v1", "3"));
        assertThat(next.ok().at("/metadata/managedFields")).hasSize(1);
        assertThat(next.at("/metadata/managedFields/0/apiVersion").asText()).isEqualTo("apps/v1");
        Answer conflict =
                apply(OLD + "deployments/applied?fieldManager=other", config.formatted("extensions/v1beta1", "4"));
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.message()).isEqualTo("Apply failed with 1 conflict: conflict with \"me\": .spec.replicas");
    }

    private static Answer apply(String path, String config) {
        return SERVER.call("PATCH", path, Headers.of("content-type", "application/apply-patch+yaml"), config);
    }

    @Test
    void scalesAreThoseOfTheVersion() {
        create(OLD + "deployments", "{metadata: {name: scaled}, spec: {" + POD + "}}");
        Answer scale = SERVER.get(OLD + "deployments/scaled/scale").ok();
        assertThat(scale.at("/apiVersion").asText()).isEqualTo("extensions/v1beta1");
        assertThat(scale.at("/status").toString())
                .isEqualTo("{\"replicas\":0,\"selector\":{\"app\":\"web\"},\"targetSelector\":\"app=web\"}");
        assertThat(scale.headers().all("warning"))
                .containsExactly("299 - \"extensions/v1beta1 Scale is deprecated in v1.2+, unavailable in v1.16+\"");
        ObjectNode more = scale.body().deepCopy();
        more.withObjectProperty("spec").put("replicas", 4);
        SERVER.put(OLD + "deployments/scaled/scale", more.toString()).ok();
        SERVER.merge(OLD + "deployments/scaled/status", "{\"status\":{\"replicas\":3}}")
                .ok();
        Answer today = SERVER.get(APPS + "deployments/scaled/scale").ok();
        assertThat(today.at("/apiVersion").asText()).isEqualTo("autoscaling/v1");
        assertThat(today.at("/spec/replicas").asInt()).isEqualTo(4);
        assertThat(today.at("/status").toString()).isEqualTo("{\"replicas\":3,\"selector\":\"app=web\"}");
    }

    @Test
    void goClientsSendAndGetProtobuf() {
        ProtobufCodec codec = ProtobufCodec.kubernetes();
        byte[] body = codec.encode(yaml("{apiVersion: extensions/v1beta1, kind: Ingress, metadata: {name: wire}, "
                + "spec: {backend: {serviceName: a, servicePort: 80}}}"));
        Headers headers = Headers.of("accept", ProtobufCodec.MEDIA_TYPE, "content-type", ProtobufCodec.MEDIA_TYPE);
        ApiResponse created = SERVER.send("POST", OLD + "ingresses", headers, body);
        assertThat(created.status()).isEqualTo(201);
        ObjectNode read = codec.decode(((ResponseBody.Bytes) created.body()).join());
        assertThat(read).isEqualTo(SERVER.get(OLD + "ingresses/wire").ok().body());
        assertThat(read.at("/spec")).hasToString("{\"backend\":{\"serviceName\":\"a\",\"servicePort\":80}}");
    }

    @Test
    void tablesAreThoseOfToday() {
        create(
                OLD + "ingresses",
                "{metadata: {name: shown}, spec: {rules: [{host: x.example, http: {paths: "
                        + "[{backend: {serviceName: a, servicePort: 80}}]}}]}}");
        Headers table = Headers.of("accept", "application/json;as=Table;v=v1;g=meta.k8s.io");
        Answer rows = SERVER.call("GET", OLD + "ingresses/shown", table, "");
        assertThat(rows.at("/columnDefinitions").findValuesAsText("name"))
                .containsExactly("Name", "Class", "Hosts", "Address", "Ports", "Age");
        assertThat(rows.at("/rows/0/cells/2").asText()).isEqualTo("x.example");
    }

    @Test
    void clientsAreToldOfThem() {
        JsonNode groups = SERVER.get("/apis").ok().body().path("groups");
        assertThat(groups.findValuesAsText("name"))
                .containsSubsequence("apps", "networking.k8s.io", "extensions", "policy");
        Answer apps = SERVER.get("/apis/apps").ok();
        assertThat(apps.at("/preferredVersion/version").asText()).isEqualTo("v1");
        assertThat(apps.at("/versions").findValuesAsText("version")).containsExactly("v1", "v1beta2", "v1beta1");
        assertThat(SERVER.get("/apis/extensions/v1beta1").ok().at("/resources").findValuesAsText("name"))
                .containsExactlyInAnyOrder(
                        "daemonsets",
                        "daemonsets/status",
                        "deployments",
                        "deployments/scale",
                        "deployments/status",
                        "ingresses",
                        "ingresses/status",
                        "networkpolicies",
                        "replicasets",
                        "replicasets/scale",
                        "replicasets/status");
        String address = SERVER.get("/openapi/v3")
                .ok()
                .at("/paths/apis~1extensions~1v1beta1/serverRelativeURL")
                .asText();
        JsonNode schemas = SERVER.get(address).ok().at("/components/schemas");
        JsonNode spec = schemas.path("io.k8s.api.extensions.v1beta1.DeploymentSpec");
        assertThat(spec.path("required").toString()).isEqualTo("[\"template\"]");
        assertThat(spec.at("/properties/paused/description").asText())
                .isEqualTo("Indicates that the deployment is paused.");
        assertThat(spec.at("/properties/rollbackTo").toString()).contains("RollbackConfig");
        assertThat(schemas.at("/io.k8s.api.extensions.v1beta1.Deployment/x-kubernetes-group-version-kind")
                        .toString())
                .isEqualTo("[{\"group\":\"extensions\",\"kind\":\"Deployment\",\"version\":\"v1beta1\"}]");
        assertThat(SERVER.get("/openapi/v2").ok().at("/definitions/io.k8s.api.extensions.v1beta1.IngressBackend"))
                .isNotEmpty();
    }

    @Test
    void areNotThereUnlessSwitchedOn() {
        try (TestServer server = new TestServer()) {
            for (RetiredVersion version : RetiredVersions.kubernetes().all()) {
                Answer answer = server.get(Samples.path(version.type()));
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.at("/text").asText()).isEqualTo("404 page not found\n");
            }
            assertThat(server.get("/apis").ok().body().toString()).doesNotContain("extensions/", "v1beta1");
        }
    }
}
