package io.jubernetes.apiserver.customresource;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apiserver.TestServer;
import io.jubernetes.apiserver.TestServer.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server, and definitions of custom resources as their authors write them. */
final class CrdContext implements AutoCloseable {

    static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    final TestServer server;

    CrdContext(TestServer server) {
        this.server = server;
    }

    CrdContext() {
        this(new TestServer());
    }

    static ObjectNode yaml(String text) {
        return Yaml.decode(text.getBytes(StandardCharsets.UTF_8)).object();
    }

    /** A definition of {@code widgets.example.com} with these schemas, the first of which is stored. */
    static ObjectNode definition(String plural, String kind, String... schemas) {
        ObjectNode definition = yaml("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: %s.example.com
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {plural: %s, kind: %s}
                """.formatted(plural, plural, kind));
        var versions = ((ObjectNode) definition.get("spec")).putArray("versions");
        for (int i = 0; i < schemas.length; i++) {
            ObjectNode version = versions.addObject();
            version.put("name", "v" + (i + 1)).put("served", true).put("storage", i == 0);
            version.putObject("schema").set("openAPIV3Schema", yaml(schemas[i]));
        }
        return definition;
    }

    static ObjectNode version(ObjectNode definition, int index) {
        return (ObjectNode) definition.path("spec").path("versions").get(index);
    }

    Answer create(ObjectNode definition) {
        return server.post(DEFINITIONS, definition.toString());
    }

    /** Creates a definition and waits until its resource is served. */
    void establish(ObjectNode definition) {
        create(definition).ok();
        String name = definition.path("metadata").path("name").asText();
        awaitCondition(name, "Established", "True");
    }

    void awaitCondition(String name, String type, String status) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> condition(name, type).path("status").asText().equals(status));
    }

    JsonNode condition(String name, String type) {
        for (JsonNode condition : server.get(DEFINITIONS + "/" + name).at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return Json.object();
    }

    static String widgets(String version) {
        return "/apis/example.com/" + version + "/namespaces/default/widgets";
    }

    static ObjectNode widget(String version, String name, String spec) {
        ObjectNode widget =
                Json.object().put("apiVersion", "example.com/" + version).put("kind", "Widget");
        widget.putObject("metadata").put("name", name);
        widget.set("spec", yaml(spec));
        return widget;
    }

    @Override
    public void close() {
        server.close();
    }
}
