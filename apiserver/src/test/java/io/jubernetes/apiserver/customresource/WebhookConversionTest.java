package io.jubernetes.apiserver.customresource;

import static io.jubernetes.apiserver.customresource.CrdContext.widget;
import static io.jubernetes.apiserver.customresource.CrdContext.widgets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.TestServer.Answer;
import io.jubernetes.apiserver.TestWatch;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.server.HttpServer;
import io.jubernetes.transport.server.ServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A webhook that calls {@code size} of v1 {@code width} in v2, and is reached over HTTPS. */
@Timeout(60)
class WebhookConversionTest {

    private static final String V1 =
            "{type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}";
    private static final String V2 =
            "{type: object, properties: {spec: {type: object, properties: {width: {type: integer}}}}}";

    private final Environment environment = new SystemEnvironment();
    private final CrdContext context = new CrdContext();
    private HttpServer webhook;
    private CertificateAuthority authority;
    private volatile boolean refusing;

    @BeforeEach
    void start() throws IOException {
        authority = CertificateAuthority.create("webhook-ca", environment);
        var credential =
                authority.issue(CertificateRequest.server("webhook", List.of("localhost"), List.of("127.0.0.1")));
        webhook = HttpServer.start(
                ServerConfig.https(new InetSocketAddress("127.0.0.1", 0), credential, null), this::review, environment);
    }

    @AfterEach
    void stop() {
        webhook.close();
        context.close();
    }

    private ApiResponse review(ApiRequest request) {
        ObjectNode review = Json.decode(request.body()).object();
        JsonNode asked = review.path("request");
        ObjectNode response = review.putObject("response");
        response.set("uid", asked.path("uid"));
        response.putObject("result")
                .put("status", refusing ? "Failed" : "Success")
                .put("message", "not today");
        ArrayNode converted = response.putArray("convertedObjects");
        asked.path("objects").forEach(object -> converted.add(convert(object.deepCopy(), asked)));
        return ApiResponse.of(200, "application/json", Json.encode(review));
    }

    private static ObjectNode convert(ObjectNode object, JsonNode asked) {
        String version = asked.path("desiredAPIVersion").asText();
        object.put("apiVersion", version);
        if (!(object.get("spec") instanceof ObjectNode spec)) {
            return object;
        }
        boolean old = version.endsWith("v1");
        JsonNode value = spec.remove(old ? "width" : "size");
        if (value != null) {
            spec.set(old ? "size" : "width", value);
        }
        return object;
    }

    private void define(String caBundle) {
        ObjectNode definition = CrdContext.definition("widgets", "Widget", V1, V2);
        ObjectNode conversion =
                ((ObjectNode) definition.get("spec")).putObject("conversion").put("strategy", "Webhook");
        ObjectNode config = conversion.putObject("webhook");
        config.putArray("conversionReviewVersions").add("v1");
        config.putObject("clientConfig")
                .put("url", "https://127.0.0.1:" + webhook.port() + "/convert")
                .put("caBundle", Base64.getEncoder().encodeToString(caBundle.getBytes(StandardCharsets.UTF_8)));
        for (JsonNode version : definition.path("spec").path("versions")) {
            String field = version.path("name").asText().equals("v1") ? ".spec.size" : ".spec.width";
            ((ObjectNode) version).putArray("selectableFields").addObject().put("jsonPath", field);
        }
        context.establish(definition);
    }

    @Test
    void fieldsAreSelectedAsTheVersionHasThem() throws Exception {
        define(authority.certificatePem());
        String selected = widgets("v2") + "?fieldSelector=spec.width%3D3";
        String start = context.server.get(widgets("v2")).ok().revision();
        try (TestWatch watch = new TestWatch(context.server, selected + "&watch=1&resourceVersion=" + start)) {
            for (int size = 2; size <= 4; size++) {
                String spec = "{size: " + size + "}";
                context.server
                        .post(widgets("v1"), widget("v1", "w" + size, spec).toString())
                        .ok();
            }
            assertThat(watch.next()).isEqualTo("ADDED w3");
            context.server
                    .merge(widgets("v1") + "/w4", "{\"spec\":{\"size\":3}}")
                    .ok();
            assertThat(watch.next()).isEqualTo("ADDED w4");
            context.server
                    .merge(widgets("v2") + "/w3", "{\"spec\":{\"width\":1}}")
                    .ok();
            assertThat(watch.next()).isEqualTo("DELETED w3");
        }
        assertThat(context.server.get(selected).ok().at("/items").findValuesAsText("name"))
                .containsExactly("w4");
        assertThat(context.server
                        .get(widgets("v1") + "?fieldSelector=spec.size%3D3")
                        .ok()
                        .at("/items"))
                .hasSize(1);
        assertThat(context.server
                        .get(widgets("v1") + "?fieldSelector=spec.width%3D3")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void convertsAtReadAndWrite() throws Exception {
        define(authority.certificatePem());
        String start = context.server.get(widgets("v2")).ok().revision();
        try (TestWatch watch = new TestWatch(context.server, widgets("v2") + "?watch=1&resourceVersion=" + start)) {
            Answer created = context.server.post(
                    widgets("v2"), widget("v2", "one", "{width: 3}").toString());
            assertThat(created.ok().at("/spec").toString()).isEqualTo("{\"width\":3}");
            assertThat(watch.next()).isEqualTo("ADDED one");
        }
        assertThat(context.server.get(widgets("v1") + "/one").ok().at("/spec").toString())
                .isEqualTo("{\"size\":3}");
        assertThat(context.server.get(widgets("v2")).ok().at("/items/0/spec").toString())
                .isEqualTo("{\"width\":3}");
        assertThat(context.server
                        .merge(widgets("v2") + "/one", "{\"spec\":{\"width\":4}}")
                        .ok()
                        .at("/spec/width")
                        .asInt())
                .isEqualTo(4);
        assertThat(context.server.get(widgets("v1") + "/one").at("/spec/size").asInt())
                .isEqualTo(4);
    }

    @Test
    void saysWhatWentWrong() {
        define(authority.certificatePem());
        context.server
                .post(widgets("v1"), widget("v1", "one", "{size: 3}").toString())
                .ok();
        refusing = true;
        Answer refused = context.server.get(widgets("v2") + "/one");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.message()).contains("conversion webhook for example.com/v1, Kind=Widget failed: not today");
        webhook.close();
        assertThat(context.server.get(widgets("v2") + "/one").message())
                .contains("conversion webhook for example.com/v1, Kind=Widget failed: Post \"https://127.0.0.1:");
        assertThat(context.server.get(widgets("v1") + "/one").status()).isEqualTo(200);
    }

    @Test
    void believesNobodyElse() {
        define(CertificateAuthority.create("other", environment).certificatePem());
        context.server
                .post(widgets("v1"), widget("v1", "one", "{size: 3}").toString())
                .ok();
        Answer refused = context.server.get(widgets("v2") + "/one");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.message()).contains("failed: Post \"https://127.0.0.1:");
    }

    private Answer apply(String version, String manager, String spec) {
        ObjectNode config = widget(version, "one", spec);
        return context.server.call(
                "PATCH",
                widgets(version) + "/one?fieldManager=" + manager,
                Headers.of("content-type", "application/apply-patch+yaml"),
                config.toString());
    }

    @Test
    void ownersNameFieldsInTheirVersion() {
        define(authority.certificatePem());
        apply("v1", "a", "{size: 3}").ok();
        assertThat(apply("v2", "b", "{width: 4}").message())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"a\": .spec.size");
        assertThat(apply("v2", "b", "{width: 3}").ok().at("/metadata/managedFields"))
                .hasSize(2);
        assertThat(apply("v2", "a", "{}").ok().at("/spec/width").asInt())
                .as("the other one still wants it")
                .isEqualTo(3);
        assertThat(apply("v1", "b", "{size: 7}").ok().at("/spec/size").asInt())
                .as("nobody else does any more")
                .isEqualTo(7);
    }
}
