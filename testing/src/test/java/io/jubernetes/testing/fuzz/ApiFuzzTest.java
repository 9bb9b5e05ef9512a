package io.jubernetes.testing.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.YamlText;
import io.jubernetes.apimachinery.protobuf.ProtobufCodec;
import io.jubernetes.apiserver.ApiServer;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is asked, the server answers, and never with 500. */
@Timeout(1800)
class ApiFuzzTest {

    private static final int TRIES = 200;
    private static final String NAMESPACED = "/namespaces/default/";
    private static final Caller ADMIN =
            new Caller.Local(new UserInfo("admin", "system:masters", "system:authenticated"));

    /** Where objects of a kind are. */
    private static final Map<String, String> PATHS = Map.of(
            "Pod", "/api/v1" + NAMESPACED + "pods",
            "Service", "/api/v1" + NAMESPACED + "services",
            "Deployment", "/apis/apps/v1" + NAMESPACED + "deployments",
            "CronJob", "/apis/batch/v1" + NAMESPACED + "cronjobs",
            "Role", "/apis/rbac.authorization.k8s.io/v1" + NAMESPACED + "roles",
            "Thing", "/apis/example.com/v1" + NAMESPACED + "things",
            "CustomResourceDefinition", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions");

    private final MemoryStore store = new MemoryStore();
    private final ApiServer server = new ApiServer(ApiServerConfig.defaults(), new SystemEnvironment(), store);

    @BeforeEach
    void start() {
        server.start();
        call(
                "POST",
                "/api/v1/namespaces/default/serviceaccounts",
                "application/json",
                "{\"metadata\":{\"name\":\"default\"}}".getBytes(UTF_8));
    }

    @AfterEach
    void close() {
        assertThat(call("GET", "/api/v1/namespaces/default", "", new byte[0])).isEqualTo(200);
        server.close();
        store.close();
    }

    private int call(String method, String target, String contentType, byte[] body) {
        int question = target.indexOf('?');
        QueryParameters query =
                question < 0 ? QueryParameters.EMPTY : QueryParameters.parse(target.substring(question + 1));
        Headers headers = contentType.isEmpty() ? Headers.EMPTY : Headers.of("content-type", contentType);
        return ask(new ApiRequest(
                method, question < 0 ? target : target.substring(0, question), query, headers, body, ADMIN));
    }

    private int ask(ApiRequest request) {
        ApiResponse answer = server.handle(request);
        if (answer.status() >= 500) {
            String text = answer.body() instanceof ResponseBody.Bytes bytes ? new String(bytes.join(), UTF_8) : "";
            throw new AssertionError(request.method() + " " + request.path() + "?" + request.query() + ": " + text);
        }
        if (answer.body() instanceof ResponseBody.Stream stream) {
            read(stream);
        }
        return answer.status();
    }

    /** Reads what a watch begins with. */
    private static void read(ResponseBody.Stream stream) {
        try {
            stream.writeTo(new BodySink() {
                @Override
                public void write(byte[] piece) throws ClosedSinkException {
                    throw new ClosedSinkException();
                }

                @Override
                public void onClose(Runnable action) {
                    action.run();
                }
            });
        } catch (Exception e) {
            throw new AssertionError("a watch broke off", e);
        }
    }

    private static String path(byte[] seed) {
        return PATHS.getOrDefault(Json.decodeTrusted(seed).path("kind").asText(), "");
    }

    private static String name(byte[] seed) {
        return Json.decodeTrusted(seed).at("/metadata/name").asText();
    }

    private static List<byte[]> seeds() {
        return List.of(Seeds.POD, Seeds.SERVICE, Seeds.DEPLOYMENT, Seeds.JOB, Seeds.ROLE);
    }

    private void createdOrRefused(byte[] seed, String type, byte[] body) {
        if (call("POST", path(seed), type, body) == 201) {
            removeAll(seed);
        }
    }

    private void removeAll(byte[] seed) {
        ObjectNode nothing = Json.object();
        nothing.putObject("metadata").putNull("finalizers");
        call("PATCH", path(seed) + "/" + name(seed), "application/merge-patch+json", Json.encode(nothing));
        call("DELETE", path(seed) + "?gracePeriodSeconds=0", "application/json", new byte[0]);
    }

    @Test
    void creating() {
        for (byte[] seed : seeds()) {
            String kind = Json.decodeTrusted(seed).path("kind").asText();
            Fuzz.run(
                    "create-json-" + kind,
                    TRIES,
                    m -> m.json(List.of(seed)),
                    input -> createdOrRefused(seed, "application/json", input));
            byte[] yaml = YamlText.of((ObjectNode) Json.decodeTrusted(seed)).getBytes(UTF_8);
            Fuzz.run(
                    "create-yaml-" + kind,
                    TRIES / 4,
                    m -> m.bytes(List.of(yaml)),
                    input -> createdOrRefused(seed, "application/yaml", input));
            byte[] protobuf = ProtobufCodec.kubernetes().encode((ObjectNode) Json.decodeTrusted(seed));
            Fuzz.run(
                    "create-protobuf-" + kind,
                    TRIES / 2,
                    m -> m.bytes(List.of(protobuf)),
                    input -> createdOrRefused(seed, ProtobufCodec.MEDIA_TYPE, input));
        }
    }

    @Test
    void patching() {
        byte[] pod = Seeds.POD;
        Map<String, List<byte[]>> patches = Map.of(
                "application/json-patch+json",
                Seeds.JSON_PATCHES,
                "application/merge-patch+json",
                List.of(pod, Seeds.DEPLOYMENT),
                "application/strategic-merge-patch+json",
                Seeds.STRATEGIC_PATCHES,
                "application/apply-patch+yaml",
                List.of(pod));
        for (String query : List.of("", "/status")) {
            patches.forEach((type, seeds) -> Fuzz.run("patch-" + type + query, TRIES, m -> m.json(seeds), input -> {
                call("POST", path(pod), "application/json", pod);
                call("PATCH", path(pod) + "/web" + query + "?fieldManager=f&force=true", type, input);
                if (input.length % 8 == 0) {
                    removeAll(pod);
                }
            }));
        }
    }

    @Test
    void replacing() {
        for (byte[] seed : seeds()) {
            call("POST", path(seed), "application/json", seed);
            Fuzz.run(
                    "update-" + path(seed),
                    TRIES / 2,
                    m -> m.json(List.of(seed)),
                    input -> call("PUT", path(seed) + "/" + name(seed), "application/json", input));
        }
    }

    @Test
    void definingAndUsingWhatWasDefined() {
        Fuzz.run("definition", TRIES, m -> m.json(List.of(Seeds.DEFINITION)), input -> {
            if (call("POST", path(Seeds.DEFINITION), "application/json", input) == 201) {
                call("POST", path(Seeds.THING), "application/json", Seeds.THING);
                call("GET", path(Seeds.THING), "", new byte[0]);
                removeAll(Seeds.DEFINITION);
            }
        });
        call("POST", path(Seeds.DEFINITION), "application/json", Seeds.DEFINITION);
        Fuzz.run("custom-resource", TRIES, m -> m.json(List.of(Seeds.THING)), input -> {
            createdOrRefused(Seeds.THING, "application/json", input);
            call("POST", path(Seeds.THING), "application/json", Seeds.THING);
            call("PATCH", path(Seeds.THING) + "/a", "application/merge-patch+json", input);
            call("PATCH", path(Seeds.THING) + "/a?fieldManager=f", "application/apply-patch+yaml", input);
        });
    }

    /** Was stored, could not be read again, and ended the feed of all caches. */
    @Test
    void whatCannotBeReadAgainIsNotStored() {
        call("POST", path(Seeds.DEFINITION), "application/json", Seeds.DEFINITION);
        String thing = new String(Seeds.THING, UTF_8);
        String deep = "{\"x\":".repeat(505) + "1" + "}".repeat(505);
        String longName = "{\"" + "n".repeat(49_999) + "\":1}";
        String longKey = "[{\"k\":\"" + "n".repeat(60_000) + "\"}]";
        for (String body : List.of(
                thing.replace("{\"x\":[1]}", deep),
                thing.replace("{\"x\":[1]}", longName),
                thing.replace("[{\"k\":\"a\"},{\"k\":\"b\"}]", longKey))) {
            createdOrRefused(Seeds.THING, "application/json", body.getBytes(UTF_8));
            assertThat(call("POST", path(Seeds.SERVICE), "application/json", Seeds.SERVICE))
                    .isEqualTo(201);
            removeAll(Seeds.SERVICE);
        }
    }

    @Test
    void aNameThatNoKeyHoldsIsRefused() {
        byte[] role =
                new String(Seeds.ROLE, UTF_8).replace("\"r\"", "\"\\u0000\"").getBytes(UTF_8);
        assertThat(call("POST", path(Seeds.ROLE), "application/json", role)).isEqualTo(422);
    }

    @Test
    void asking() {
        call("POST", path(Seeds.POD), "application/json", Seeds.POD);
        List<byte[]> targets = Seeds.texts(
                "/api/v1/namespaces/default/pods?labelSelector=app%20in%20(web)&fieldSelector=spec.nodeName%3Da&limit=1",
                "/api/v1/pods?resourceVersion=1&resourceVersionMatch=NotOlderThan&continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ&pretty=true",
                "/api/v1/pods?watch=1&resourceVersion=0&allowWatchBookmarks=true&sendInitialEvents=true&timeoutSeconds=1",
                "/apis/apps/v1/namespaces/default/deployments/web/scale",
                "/openapi/v3/apis/apps/v1?hash=1",
                "/api/v1/namespaces/default/pods/web/log?container=web&tailLines=1&sinceSeconds=2");
        List<byte[]> accepts = Seeds.texts(
                "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;q=0.8",
                "application/vnd.kubernetes.protobuf;stream=watch",
                "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
        List<byte[]> tokens = Seeds.texts(
                "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.eyJpc3MiOiJrIiwic3ViIjoic3lzdGVtIn0.AAAA",
                "Basic YTpi",
                "Bearer abc.def");
        Fuzz.run("target", 4 * TRIES, m -> m.bytes(targets), input -> get(new String(input, UTF_8), Headers.EMPTY));
        Fuzz.run(
                "accept",
                TRIES,
                m -> m.bytes(accepts),
                input -> get(path(Seeds.POD), Headers.of("accept", new String(input, UTF_8))));
        Fuzz.run(
                "authorization",
                TRIES,
                m -> m.bytes(tokens),
                input -> ask(new ApiRequest(
                        "GET",
                        path(Seeds.POD),
                        QueryParameters.EMPTY,
                        Headers.of("authorization", new String(input, UTF_8)),
                        new byte[0],
                        new Caller.Remote(List.of(), ""))));
    }

    private void get(String target, Headers headers) {
        if (!target.startsWith("/")) {
            return; // the transport answers this, and what follows
        }
        int question = target.indexOf('?');
        QueryParameters query;
        try {
            query = QueryParameters.parse(question < 0 ? null : target.substring(question + 1));
        } catch (IllegalArgumentException malformed) {
            return;
        }
        ask(new ApiRequest(
                "GET", question < 0 ? target : target.substring(0, question), query, headers, new byte[0], ADMIN));
    }
}
