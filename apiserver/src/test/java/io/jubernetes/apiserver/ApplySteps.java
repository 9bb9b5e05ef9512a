package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.fieldmanagement.FieldsV1;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.TestServer.Answer;
import java.util.List;
import java.util.Map;

/** Takes the steps that a table of applies tells, with one object, and looks whether what it says came of them. */
final class ApplySteps {

    private static final Map<String, Kind> KINDS = Map.of(
            "cm", new Kind("/api/v1/namespaces/default/configmaps", "v1", "ConfigMap"),
            "svc", new Kind("/api/v1/namespaces/default/services", "v1", "Service"),
            "sa", new Kind("/api/v1/namespaces/default/serviceaccounts", "v1", "ServiceAccount"),
            "pv", new Kind("/api/v1/persistentvolumes", "v1", "PersistentVolume"),
            "deploy", new Kind("/apis/apps/v1/namespaces/default/deployments", "apps/v1", "Deployment"),
            "ing",
                    new Kind(
                            "/apis/networking.k8s.io/v1/namespaces/default/ingresses",
                            "networking.k8s.io/v1",
                            "Ingress"),
            "generated", new Kind("/api/v1/namespaces/default/configmaps", "v1", "ConfigMap"));

    private final TestServer server;
    private final String name;
    private String revision = "";

    private record Kind(String path, String apiVersion, String kind) {}

    ApplySteps(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    private static Kind kind(String alias) {
        Kind kind = KINDS.get(alias);
        if (kind == null) {
            throw new IllegalArgumentException(alias);
        }
        return kind;
    }

    /** An object to begin with, made by somebody called maker. */
    void given(String what) {
        switch (what) {
            case "" -> {}
            case "deployment" -> create("deploy", Objects.deployment(name));
            case "service" ->
                create(
                        "svc",
                        "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"selector\":{\"app\":\"web\"},"
                                + "\"ports\":[{\"name\":\"http\",\"port\":80}]}}");
            default -> throw new IllegalArgumentException(what);
        }
    }

    private void create(String kind, String body) {
        server.post(kind(kind).path() + "?fieldManager=maker", body).ok();
    }

    void take(JsonNode step) {
        Answer answer = send(step);
        assertThat(answer.status())
                .as("%s: %s", step, answer.body())
                .isEqualTo(step.path("code").asInt(200));
        if (step.has("says")) {
            assertThat(answer.message()).isEqualTo(step.path("says").asText().replace("NAME", name));
        }
        if (step.has("causes")) {
            assertThat(answer.at("/details/causes").valueStream().map(ApplySteps::cause))
                    .containsExactlyElementsOf(texts(step.path("causes")));
        }
        if (answer.status() < 300) {
            compare(step, answer);
        }
    }

    private static String cause(JsonNode cause) {
        return cause.path("reason").asText() + " " + cause.path("message").asText() + " "
                + cause.path("field").asText();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private void compare(JsonNode step, Answer answer) {
        step.path("then")
                .properties()
                .forEach(wanted -> assertThat(answer.at(wanted.getKey()))
                        .as("%s of %s", wanted.getKey(), answer.body())
                        .isEqualTo(named(wanted.getValue())));
        texts(step.path("gone"))
                .forEach(path -> assertThat(answer.at(path).isMissingNode())
                        .as("%s of %s", path, answer.body())
                        .isTrue());
        step.path("owners")
                .properties()
                .forEach(owner -> assertThat(owned(answer, owner.getKey()))
                        .as("owned by %s of %s", owner.getKey(), answer.at("/metadata/managedFields"))
                        .containsExactlyElementsOf(texts(owner.getValue())));
        if (step.path("unchanged").asBoolean(false)) {
            assertThat(answer.revision()).isEqualTo(revision);
        }
        revision = answer.revision();
    }

    private JsonNode named(JsonNode wanted) {
        return wanted.isTextual() ? Json.object().textNode(wanted.asText().replace("NAME", name)) : wanted;
    }

    /** @param owner manager, operation and perhaps subresource */
    private static List<String> owned(Answer answer, String owner) {
        for (JsonNode entry : answer.at("/metadata/managedFields")) {
            String subresource = entry.path("subresource").asText();
            String by = entry.path("manager").asText() + " "
                    + entry.path("operation").asText() + (subresource.isEmpty() ? "" : " " + subresource);
            if (by.equals(owner)) {
                return FieldsV1.read(entry.path("fieldsV1")).paths();
            }
        }
        return List.of();
    }

    private Answer send(JsonNode step) {
        String[] to = step.path("to").asText().split("/");
        Kind kind = kind(to[0]);
        String subresource = to.length > 1 ? "/" + to[1] : "";
        String path = kind.path() + "/" + name + subresource + query(step);
        String whole = body(step, kind, to[0], subresource).toString();
        return switch (step.path("do").asText()) {
            case "get" -> server.get(kind.path() + "/" + name + subresource);
            case "create" -> server.call("POST", kind.path() + query(step), headers(step, "application/json"), whole);
            case "put" -> server.call("PUT", path, headers(step, "application/json"), whole);
            case "apply" -> server.call("PATCH", path, headers(step, "application/apply-patch+yaml"), whole);
            case "yaml" ->
                server.call(
                        "PATCH",
                        path,
                        headers(step, "application/apply-patch+yaml"),
                        step.path("text").asText().replace("NAME", name));
            case "cbor" -> server.call("PATCH", path, headers(step, "application/apply-patch+cbor"), "x");
            case "json" -> patch(step, path, "json-patch");
            case "merge" -> patch(step, path, "merge-patch");
            case "strategic" -> patch(step, path, "strategic-merge-patch");
            default -> throw new IllegalArgumentException(step.toString());
        };
    }

    private Answer patch(JsonNode step, String path, String type) {
        return server.call(
                "PATCH",
                path,
                headers(step, "application/" + type + "+json"),
                step.path("body").toString());
    }

    private static Headers headers(JsonNode step, String contentType) {
        Headers headers = Headers.of("content-type", contentType);
        return step.has("agent") ? headers.and("user-agent", step.path("agent").asText()) : headers;
    }

    private static String query(JsonNode step) {
        return "?" + (step.has("as") ? "fieldManager=" + step.path("as").asText() + "&" : "")
                + (step.path("force").asBoolean() ? "force=true&" : "")
                + (step.path("dry").asBoolean() ? "dryRun=All&" : "")
                + (step.path("strict").asBoolean() ? "fieldValidation=Strict" : "");
    }

    private ObjectNode body(JsonNode step, Kind kind, String alias, String subresource) {
        ObjectNode body = step.path("body") instanceof ObjectNode sent ? sent.deepCopy() : Json.object();
        boolean scale = subresource.equals("/scale");
        ObjectNode whole = Json.object();
        whole.put("apiVersion", body.path("apiVersion").asText(scale ? "autoscaling/v1" : kind.apiVersion()));
        whole.put("kind", body.path("kind").asText(scale ? "Scale" : kind.kind()));
        ObjectNode metadata = body.withObjectProperty("metadata");
        if (alias.equals("generated")) {
            metadata.put("generateName", name);
        } else if (!metadata.has("name")) {
            metadata.put("name", name);
        }
        body.properties().forEach(field -> whole.putIfAbsent(field.getKey(), field.getValue()));
        return whole;
    }
}
