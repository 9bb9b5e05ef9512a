package io.jubernetes.apiserver.customresource;

import static io.jubernetes.apiserver.customresource.CrdContext.widget;
import static io.jubernetes.apiserver.customresource.CrdContext.widgets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apiserver.TestServer;
import io.jubernetes.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients do with objects of a custom resource. */
@Timeout(120)
class CustomResourceTest {

    private static final String SCHEMA = """
            type: object
            required: [spec]
            properties:
              spec:
                type: object
                description: What is wanted.
                properties:
                  color: {type: string, enum: [red, green], default: red}
                  replicas: {type: integer, minimum: 0, maximum: 10, default: 1}
                  note: {type: string, nullable: true, default: none}
                  code: {type: string, pattern: '^[a-z]+$', maxLength: 5}
                  port: {x-kubernetes-int-or-string: true}
                  extra: {type: object, x-kubernetes-preserve-unknown-fields: true}
                  template:
                    type: object
                    x-kubernetes-embedded-resource: true
                    x-kubernetes-preserve-unknown-fields: true
                  labels: {type: object, additionalProperties: {type: string}}
                  tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
                  ports:
                    type: array
                    x-kubernetes-list-type: map
                    x-kubernetes-list-map-keys: [name]
                    items:
                      type: object
                      required: [name]
                      properties:
                        name: {type: string}
                        number: {type: integer, default: 80}
                  choice:
                    type: object
                    properties: {a: {type: string}, b: {type: string}}
                    oneOf: [{required: [a]}, {required: [b]}]
              status:
                type: object
                properties:
                  replicas: {type: integer}
                  selector: {type: string}
            """;

    private static CrdContext context;
    private static TestServer server;

    @BeforeAll
    static void define() {
        context = new CrdContext();
        server = context.server;
        ObjectNode definition = CrdContext.definition("widgets", "Widget", SCHEMA);
        CrdContext.version(definition, 0).setAll(CrdContext.yaml("""
                subresources:
                  status: {}
                  scale:
                    specReplicasPath: .spec.replicas
                    statusReplicasPath: .status.replicas
                    labelSelectorPath: .status.selector
                selectableFields: [{jsonPath: .spec.color}]
                additionalPrinterColumns:
                - {name: Color, type: string, jsonPath: .spec.color}
                - {name: Replicas, type: integer, jsonPath: .spec.replicas}
                - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
                """));
        ((ObjectNode) definition.at("/spec/names")).setAll(CrdContext.yaml("{shortNames: [wd], categories: [all]}"));
        context.establish(definition);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static Answer create(String name, String spec, String query) {
        return server.post(widgets("v1") + query, widget("v1", name, spec).toString());
    }

    @Test
    void schemaCompletesAndPrunes() {
        Answer created = create("complete", """
                {unknown: 1, note: null, extra: {any: {thing: [1]}}, port: http, labels: {a: b},
                 template: {apiVersion: v1, kind: Pod, metadata: {name: x, bogus: 1}, spec: {}},
                 ports: [{name: web}]}
                """, "");
        assertThat(created.ok().at("/spec").toString())
                .isEqualTo(
                        "{\"note\":null,\"extra\":{\"any\":{\"thing\":[1]}},\"port\":\"http\",\"labels\":{\"a\":\"b\"},"
                                + "\"template\":{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"x\"},\"spec\":{}},"
                                + "\"ports\":[{\"name\":\"web\",\"number\":80}],\"color\":\"red\",\"replicas\":1}");
        assertThat(created.at("/metadata/generation").asInt()).isEqualTo(1);
        assertThat(created.headers().all("warning")).anyMatch(w -> w.contains("unknown field \\\"spec.unknown\\\""));
    }

    @Test
    void strictValidationRefusesUnknownFields() {
        Answer refused = create("strict", "{unknown: 1}", "?fieldValidation=Strict");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("strict decoding error: unknown field \"spec.unknown\"");
    }

    @Test
    void valuesAreHeldAgainstTheSchema() {
        Answer refused = create("wrong", """
                {color: blue, replicas: 11, code: ABC, port: true, tags: [a, a], ports: [{name: x}, {name: x}],
                 labels: {a: 1}, choice: {}, template: {}}
                """, "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .startsWith("Widget.example.com \"wrong\" is invalid: [")
                .contains("spec.replicas: Invalid value: 11: spec.replicas in body should be less than or equal to 10")
                .contains("spec.color: Unsupported value: \"blue\": supported values: \"red\", \"green\"")
                .contains("spec.code: Invalid value: \"ABC\": spec.code in body should match '^[a-z]+$'")
                .contains("spec.port: Invalid value: \"boolean\": spec.port in body must be of type integer,string:"
                        + " \"boolean\"")
                .contains("spec.tags[1]: Duplicate value: \"a\"")
                .contains("spec.ports[1]: Duplicate value: {\"name\":\"x\"}")
                .contains("spec.labels.a: Invalid value: \"integer\": spec.labels.a in body must be of type string:"
                        + " \"integer\"")
                .contains("<nil>: Invalid value: \"\": \"spec.choice\" must validate one and only one schema (oneOf)."
                        + " Found none valid")
                .contains("spec.template.kind: Required value: must not be empty");
        assertThat(server.post(widgets("v1"), "{\"metadata\":{\"name\":\"x\"}}").message())
                .isEqualTo("Widget.example.com \"x\" is invalid: spec: Required value");
    }

    @Test
    void statusAndScaleHaveTheirOwnPaths() {
        Answer created = create("parts", "{replicas: 2}", "").ok();
        String one = widgets("v1") + "/parts";
        Answer status = server.merge(
                one + "/status",
                "{\"spec\":{\"replicas\":5},\"status\":{\"replicas\":2,"
                        + "\"selector\":\"app=x\"},\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
        assertThat(status.ok().at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(status.at("/status/replicas").asInt()).isEqualTo(2);
        assertThat(status.at("/metadata/labels").isMissingNode()).isTrue();
        assertThat(status.at("/metadata/generation").asInt()).isEqualTo(1);
        Answer scale = server.get(one + "/scale").ok();
        assertThat(scale.at("/status").toString()).isEqualTo("{\"replicas\":2,\"selector\":\"app=x\"}");
        Answer scaled = server.merge(one + "/scale", "{\"spec\":{\"replicas\":7}}");
        assertThat(scaled.ok().at("/spec/replicas").asInt()).isEqualTo(7);
        Answer after = server.get(one).ok();
        assertThat(after.at("/spec/replicas").asInt()).isEqualTo(7);
        assertThat(after.at("/metadata/generation").asInt()).isEqualTo(2);
        assertThat(server.merge(one + "/scale", "{\"spec\":{\"replicas\":70}}").status())
                .isEqualTo(422);
        assertThat(server.merge(one, "{\"status\":{\"replicas\":9}}")
                        .at("/status/replicas")
                        .asInt())
                .isEqualTo(2);
        assertThat(created.at("/status").isMissingNode()).isTrue();
    }

    @Test
    void patchesAreTakenButStrategicOnes() {
        create("patched", "{ports: [{name: a, number: 1}]}", "").ok();
        String one = widgets("v1") + "/patched";
        assertThat(server.patch(one, "strategic-merge-patch", "{}").status()).isEqualTo(415);
        assertThat(server.patch(one, "json-patch", "[{\"op\":\"add\",\"path\":\"/spec/color\",\"value\":\"green\"}]")
                        .ok()
                        .at("/spec/color")
                        .asText())
                .isEqualTo("green");
        Answer refused = server.put(one, widget("v1", "patched", "{}").toString());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("metadata.resourceVersion");
    }

    @Test
    void applyFollowsTheSchemasLists() {
        String one = widgets("v1") + "/applied";
        Answer first = apply(one, "one", "{ports: [{name: a, number: 1}], tags: [x]}");
        assertThat(first.status()).as(first.message()).isEqualTo(201);
        Answer second = apply(one, "two", "{ports: [{name: b, number: 2}], tags: [z]}");
        assertThat(second.ok().at("/spec/ports").toString())
                .isEqualTo("[{\"name\":\"a\",\"number\":1},{\"name\":\"b\",\"number\":2}]");
        assertThat(second.at("/spec/tags").toString()).isEqualTo("[\"x\",\"z\"]");
        assertThat(apply(one, "two", "{ports: [{name: a, number: 3}]}").status())
                .isEqualTo(409);
        Answer unknown = apply(one, "two", "{bogus: 1}");
        assertThat(unknown.message()).contains(".spec.bogus: field not declared in schema");
    }

    private static Answer apply(String path, String manager, String spec) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return server.call(
                "PATCH",
                path + "?fieldManager=" + manager,
                Headers.of("content-type", "application/apply-patch+yaml"),
                widget("v1", name, spec).toString());
    }

    @Test
    void fieldsSelectAndColumnsShow() {
        create("red1", "{color: red, replicas: 3}", "").ok();
        create("green1", "{color: green, note: selected}", "").ok();
        Answer list =
                server.get(widgets("v1") + "?fieldSelector=spec.color%3Dgreen").ok();
        assertThat(list.at("/items").findValuesAsText("color")).containsOnly("green");
        Answer refused = server.get(widgets("v1") + "?fieldSelector=spec.note%3Dselected");
        assertThat(refused.status()).isEqualTo(400);
        Answer table = server.call(
                "GET",
                widgets("v1") + "/red1",
                Headers.of("accept", "application/json;as=Table;v=v1;g=meta.k8s.io"),
                "");
        assertThat(table.at("/columnDefinitions").findValuesAsText("name"))
                .containsExactly("Name", "Color", "Replicas", "Age");
        assertThat(table.at("/rows/0/cells").toString()).startsWith("[\"red1\",\"red\",3,\"");
    }

    @Test
    void discoveryAndSchemasTellOfIt() {
        Answer resources = server.get("/apis/example.com/v1").ok();
        assertThat(resources.at("/resources").findValuesAsText("name"))
                .containsExactly("widgets", "widgets/scale", "widgets/status");
        assertThat(resources.at("/resources/0/shortNames/0").asText()).isEqualTo("wd");
        assertThat(server.get("/apis").ok().at("/groups").findValuesAsText("name"))
                .contains("example.com", "apps");
        String url = server.get("/openapi/v3")
                .ok()
                .at("/paths/apis~1example.com~1v1/serverRelativeURL")
                .asText();
        assertThat(url).startsWith("/openapi/v3/apis/example.com/v1?hash=");
        Answer document = server.get("/openapi/v3/apis/example.com/v1").ok();
        assertThat(document.at("/components/schemas/com.example.v1.Widget/properties/spec/description")
                        .asText())
                .isEqualTo("What is wanted.");
        assertThat(document.at("/paths").has("/apis/example.com/v1/namespaces/{namespace}/widgets/{name}/scale"))
                .isTrue();
        assertThat(document.at(
                                "/paths/~1apis~1example.com~1v1~1namespaces~1{namespace}~1widgets~1{name}/patch/requestBody")
                        .toString())
                .contains("merge-patch")
                .doesNotContain("strategic");
        assertThat(server.get("/openapi/v2").ok().at("/definitions").has("com.example.v1.WidgetList"))
                .isTrue();
    }
}
