package io.jubernetes.apiserver.customresource;

import static io.jubernetes.apiserver.customresource.CrdContext.DEFINITIONS;
import static io.jubernetes.apiserver.customresource.CrdContext.widget;
import static io.jubernetes.apiserver.customresource.CrdContext.widgets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.TestServer;
import io.jubernetes.apiserver.TestServer.Answer;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How definitions come, change and go. */
@Timeout(120)
class DefinitionLifeTest {

    private static final String OPEN = "{type: object, x-kubernetes-preserve-unknown-fields: true}";
    private static final String OLD =
            "{type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}";
    private static final String NEW = """
            {type: object, properties: {spec: {type: object, properties:
              {size: {type: integer}, unit: {type: string, default: cm}}}}}
            """;

    @Test
    void namesAreDefaultedAndAccepted() {
        try (CrdContext context = new CrdContext()) {
            context.establish(CrdContext.definition("widgets", "Widget", OPEN));
            Answer stored =
                    context.server.get(DEFINITIONS + "/widgets.example.com").ok();
            assertThat(stored.at("/spec/names/singular").asText()).isEqualTo("widget");
            assertThat(stored.at("/spec/conversion/strategy").asText()).isEqualTo("None");
            assertThat(stored.at("/status/acceptedNames/listKind").asText()).isEqualTo("WidgetList");
            assertThat(stored.at("/status/storedVersions").toString()).isEqualTo("[\"v1\"]");
            assertThat(context.condition("widgets.example.com", "NamesAccepted")
                            .path("reason")
                            .asText())
                    .isEqualTo("NoConflicts");
            assertThat(context.condition("widgets.example.com", "Established")
                            .path("reason")
                            .asText())
                    .isEqualTo("InitialNamesAccepted");
        }
    }

    @Test
    void oneThatCannotBeReadDoesNotKeepTheOthers() {
        String broken = """
                {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
                 "metadata":{"name":"a.example.com"},"spec":{"group":"example.com","versions":["nonsense"]}}
                """;
        String key = "/registry/apiextensions.k8s.io/customresourcedefinitions/a.example.com";
        try (CrdContext context = new CrdContext()) {
            context.server
                    .store()
                    .commit(new Txn(List.of(), List.of(new Txn.Put(key, broken.getBytes(StandardCharsets.UTF_8)))));
            context.establish(CrdContext.definition("widgets", "Widget", OPEN));
        }
    }

    @Test
    void depthCostsNoTime() {
        StringBuilder schema = new StringBuilder("{type: object, properties: {spec: ");
        int depth = 40;
        schema.append("{type: object, properties: {below: ".repeat(depth)).append("{type: string}");
        schema.append("}}".repeat(depth)).append("}}");
        try (CrdContext context = new CrdContext()) {
            context.establish(CrdContext.definition("widgets", "Widget", schema.toString()));
        }
    }

    @Test
    void whoComesSecondDoesNotGetTheName() {
        try (CrdContext context = new CrdContext()) {
            context.establish(CrdContext.definition("widgets", "Widget", OPEN));
            context.create(CrdContext.definition("gadgets", "Widget", OPEN)).ok();
            context.awaitCondition("gadgets.example.com", "NamesAccepted", "False");
            assertThat(context.condition("gadgets.example.com", "NamesAccepted")
                            .path("message")
                            .asText())
                    .contains("is already in use");
            assertThat(context.server.get("/apis/example.com/v1/gadgets").status())
                    .isEqualTo(404);
            context.server.delete(DEFINITIONS + "/widgets.example.com").ok();
            context.awaitCondition("gadgets.example.com", "Established", "True");
        }
    }

    @Test
    void kubernetesOwnNamesAreTaken() {
        String classes = "/apis/networking.k8s.io/v1/ingressclasses";
        String name = "ingressclasses.networking.k8s.io";
        try (CrdContext context = new CrdContext()) {
            context.server.post(classes, """
                            {"metadata": {"name": "mine"}, "spec": {"controller": "example.com/mine"}}""").ok();
            ObjectNode definition = CrdContext.yaml("""
                    metadata:
                      name: %s
                      annotations: {api-approved.kubernetes.io: unapproved}
                    spec:
                      group: networking.k8s.io
                      scope: Cluster
                      names: {plural: ingressclasses, kind: Other}
                      versions: [{name: v9, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
                    """.formatted(name));
            context.create(definition).ok();
            context.awaitCondition(name, "NamesAccepted", "False");
            assertThat(context.condition(name, "NamesAccepted").path("reason").asText())
                    .isEqualTo("PluralConflict");
            context.server.delete(DEFINITIONS + "/" + name).ok();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> context.server.get(DEFINITIONS + "/" + name).status() == 404);
            assertThat(context.server.get(classes + "/mine").ok().name()).isEqualTo("mine");
        }
    }

    @Test
    void objectsGoWithTheirDefinition() {
        try (CrdContext context = new CrdContext()) {
            ObjectNode definition = CrdContext.definition("widgets", "Widget", OPEN);
            context.establish(definition);
            ObjectNode held = widget("v1", "held", "{}");
            ((ObjectNode) held.get("metadata")).putArray("finalizers").add("example.com/hold");
            context.server.post(widgets("v1"), held.toString()).ok();
            context.server
                    .post(widgets("v1"), widget("v1", "free", "{}").toString())
                    .ok();
            Answer going =
                    context.server.delete(DEFINITIONS + "/widgets.example.com").ok();
            assertThat(going.at("/metadata/finalizers/0").asText())
                    .isEqualTo("customresourcecleanup.apiextensions.k8s.io");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> context.server.get(widgets("v1")).at("/items").size() == 1);
            Answer refused = context.server.post(
                    widgets("v1"), widget("v1", "late", "{}").toString());
            assertThat(refused.status()).isEqualTo(405);
            assertThat(context.condition("widgets.example.com", "Terminating")
                            .path("status")
                            .asText())
                    .isEqualTo("True");
            assertThat(context.server
                            .get("/apis/example.com/v1")
                            .at("/resources/0/verbs")
                            .toString())
                    .isEqualTo("[\"delete\",\"deletecollection\",\"get\",\"list\",\"watch\"]");
            context.server
                    .merge(widgets("v1") + "/held", "{\"metadata\":{\"finalizers\":null}}")
                    .ok();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> context.server
                                    .get(DEFINITIONS + "/widgets.example.com")
                                    .status()
                            == 404);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> context.server.get(widgets("v1")).status() == 404);
            context.establish(definition);
            assertThat(context.server.get(widgets("v1")).ok().at("/items").size())
                    .isZero();
        }
    }

    @Test
    void whatIsOldIsReadByTheSchemaOfToday() {
        try (CrdContext context = new CrdContext()) {
            context.establish(CrdContext.definition("widgets", "Widget", OLD));
            context.server
                    .post(widgets("v1"), widget("v1", "old", "{size: 3}").toString())
                    .ok();
            Answer stored =
                    context.server.get(DEFINITIONS + "/widgets.example.com").ok();
            ((ObjectNode) stored.body().at("/spec/versions/0/schema")).set("openAPIV3Schema", CrdContext.yaml(NEW));
            context.server
                    .put(DEFINITIONS + "/widgets.example.com", stored.body().toString())
                    .ok();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> context.server
                            .get(widgets("v1") + "/old")
                            .at("/spec/unit")
                            .asText()
                            .equals("cm"));
            assertThat(context.server.get(widgets("v1")).at("/items/0/spec").toString())
                    .isEqualTo("{\"size\":3,\"unit\":\"cm\"}");
        }
    }

    @Test
    void versionsAreServedOfOneThatIsStored() {
        try (CrdContext context = new CrdContext()) {
            context.establish(CrdContext.definition("widgets", "Widget", OLD, NEW));
            context.server
                    .post(
                            widgets("v2"),
                            widget("v2", "both", "{size: 3, unit: mm}").toString())
                    .ok();
            Answer first = context.server.get(widgets("v1") + "/both").ok();
            assertThat(first.at("/apiVersion").asText()).isEqualTo("example.com/v1");
            assertThat(first.at("/spec").toString()).isEqualTo("{\"size\":3}");
            Answer second = context.server.get(widgets("v2") + "/both").ok();
            assertThat(second.at("/spec").toString()).isEqualTo("{\"size\":3,\"unit\":\"mm\"}");
            assertThat(second.revision()).isEqualTo(first.revision());
            assertThat(context.server
                            .get("/apis/example.com")
                            .at("/preferredVersion/version")
                            .asText())
                    .isEqualTo("v2");
        }
    }

    @Test
    void anotherServerOfTheStoreServesItTooAndSoDoesTheNext() {
        MemoryStore store = new MemoryStore();
        try (CrdContext context = new CrdContext(new TestServer(store));
                TestServer other = new TestServer(store, ApiServerConfig.defaults())) {
            context.establish(CrdContext.definition("widgets", "Widget", OPEN));
            await().atMost(Duration.ofSeconds(1))
                    .until(() -> other.get(widgets("v1")).status() == 200);
            context.server
                    .post(widgets("v1"), widget("v1", "seen", "{}").toString())
                    .ok();
            assertThat(other.get(widgets("v1") + "/seen").status()).isEqualTo(200);
            try (TestServer next = new TestServer(store, ApiServerConfig.defaults())) {
                assertThat(next.get(widgets("v1") + "/seen").status()).isEqualTo(200);
            }
        }
    }
}
