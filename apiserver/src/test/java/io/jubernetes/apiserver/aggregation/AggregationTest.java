package io.jubernetes.apiserver.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.TestServer;
import io.jubernetes.apiserver.TestServer.Answer;
import io.jubernetes.kvstore.memory.MemoryStore;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.stream.ConnectionPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups that another server serves, seen through this one. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // before each
class AggregationTest {

    private static final String SERVICES = "/apis/apiregistration.k8s.io/v1/apiservices";
    private static final String NAME = "v1alpha1.wardle.example.com";
    private static final String TOGETHER =
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    private final SystemEnvironment environment = new SystemEnvironment();
    private ExtensionServer extension;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        CertificateAuthority authority = CertificateAuthority.create("front-proxy-ca", environment);
        FrontProxy proxy = new FrontProxy(
                authority.issue(CertificateRequest.client("front-proxy-client")), authority.certificatePem());
        extension = new ExtensionServer(environment, proxy.caPem());
        server = new TestServer(new MemoryStore(), ApiServerConfig.defaults().withFrontProxy(proxy));
    }

    @AfterEach
    void stop() {
        server.close();
        extension.close();
    }

    private void register(String more) {
        server.post(
                        SERVICES,
                        quoted("{'apiVersion':'apiregistration.k8s.io/v1','kind':'APIService','metadata':{'name':'"
                                + NAME + "'},'spec':{'group':'wardle.example.com','version':'v1alpha1',"
                                + "'groupPriorityMinimum':2000,'versionPriority':15," + more
                                + "'service':{'namespace':'wardle','name':'api'}}}"))
                .ok();
    }

    private void service(int port) {
        server.post("/api/v1/namespaces", quoted("{'metadata':{'name':'wardle'}}"));
        server.post(
                        "/api/v1/namespaces/wardle/services",
                        quoted("{'metadata':{'name':'api'},'spec':{'ports':[{'name':'https','port':" + port + "}]}}"))
                .ok();
    }

    private void endpoints(int port, boolean ready) {
        server.post(
                        "/apis/discovery.k8s.io/v1/namespaces/wardle/endpointslices",
                        quoted("{'metadata':{'name':'api-1','labels':{'kubernetes.io/service-name':'api'}},"
                                + "'addressType':'IPv4','ports':[{'name':'https','port':" + port + "}],"
                                + "'endpoints':[{'addresses':['127.0.0.1'],'conditions':{'ready':" + ready + "}}]}"))
                .ok();
    }

    private void serve() {
        service(443);
        endpoints(extension.port(), true);
        register("'caBundle':'" + extension.caBundle() + "',");
        awaitCondition("True Passed all checks passed");
        await().until(() -> version(TOGETHER).path("freshness").asText().equals("Current"));
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private void awaitCondition(String expected) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode condition = server.get(SERVICES + "/" + NAME).at("/status/conditions/0");
            assertThat(condition.path("status").asText() + " "
                            + condition.path("reason").asText() + " "
                            + condition.path("message").asText())
                    .isEqualTo(expected);
        });
    }

    /** The version's entry in aggregated discovery. */
    private JsonNode version(String accept) {
        Answer all = server.call("GET", "/apis", Headers.of("accept", accept), "");
        return all.body()
                .path("items")
                .valueStream()
                .filter(group -> group.at("/metadata/name").asText().equals("wardle.example.com"))
                .findFirst()
                .map(group -> group.at("/versions/0"))
                .orElse(all.body().path("none"));
    }

    @Test
    void whatIsMissingIsSaid() {
        register("'insecureSkipTLSVerify':true,");
        awaitCondition("False ServiceNotFound service/api in \"wardle\" is not present");
        Answer refused = server.get(ExtensionServer.BASE + "/flunders");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.at("/text").asText()).isEqualTo("service unavailable\n");

        service(8443);
        awaitCondition("False ServicePortError service/api in \"wardle\" is not listening on port 443");
        server.delete("/api/v1/namespaces/wardle/services/api").ok();
        service(443);
        awaitCondition("False EndpointsNotFound cannot find endpointslices for service/api in \"wardle\"");
        endpoints(extension.port(), false);
        awaitCondition("False MissingEndpoints endpointslices for service/api in \"wardle\" have no addresses with"
                + " port name \"https\"");
        extension.broken = true;
        server.patch(
                        "/apis/discovery.k8s.io/v1/namespaces/wardle/endpointslices/api-1",
                        "json-patch",
                        quoted("[{'op':'replace','path':'/endpoints/0/conditions/ready','value':true}]"))
                .ok();
        String url = "https://127.0.0.1:" + extension.port() + ExtensionServer.BASE;
        awaitCondition("False FailedDiscoveryCheck failing or missing response from " + url + ": bad status from " + url
                + ": 500");
        extension.broken = false;
        awaitCondition("True Passed all checks passed");
        assertThat(server.get(ExtensionServer.BASE + "/flunders").status()).isEqualTo(200);
    }

    @Test
    void requestsPassInTheUsersName() {
        serve();
        ApiResponse response = server.send(
                "POST",
                ExtensionServer.BASE + "/flunders?a=b%20c",
                Headers.of("authorization", "Basic x", "x-remote-user", "god", "accept", "a/b", "x-other", "1"),
                "{}".getBytes(StandardCharsets.UTF_8));
        JsonNode seen =
                io.jubernetes.apimachinery.json.Json.decodeTrusted(((ResponseBody.Bytes) response.body()).join());
        assertThat(seen.path("method").asText()
                        + seen.path("body").asText()
                        + seen.path("query").asText())
                .isEqualTo("POST{}a=b+c");
        JsonNode headers = seen.path("headers");
        assertThat(headers.path("x-remote-user").toString()).isEqualTo("[\"admin\"]");
        assertThat(headers.path("x-remote-group").toString())
                .isEqualTo("[\"system:masters\",\"system:authenticated\"]");
        assertThat(headers.path("x-other").toString()).isEqualTo("[\"1\"]");
        assertThat(headers.has("authorization")).isFalse();
        assertThat(response.headers().all("audit-id")).hasSize(1);

        assertThat(server.get(ExtensionServer.BASE + "/elsewhere").status()).isEqualTo(502);
    }

    @Test
    void streamsAndUpgradesPass() throws Exception {
        serve();
        ApiResponse watch =
                server.send("GET", ExtensionServer.BASE + "/flunders?watch=true", Headers.EMPTY, new byte[0]);
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        ((ResponseBody.Stream) watch.body()).writeTo(new BodySink() {
            @Override
            public void write(byte[] piece) {
                events.writeBytes(piece);
            }

            @Override
            public void onClose(Runnable action) {
                // stays to the end
            }
        });
        assertThat(events.toString(StandardCharsets.UTF_8)).isEqualTo("{\"type\":\"ADDED\"}\n{\"type\":\"DELETED\"}\n");

        ApiResponse talk = server.send(
                "GET",
                ExtensionServer.BASE + "/namespaces/default/flunders/a/talk",
                Headers.of("connection", "Upgrade", "upgrade", "talk"),
                new byte[0]);
        assertThat(talk.status()).isEqualTo(101);
        ConnectionPair pair = ConnectionPair.create();
        environment.start("far-end", () -> {
            try {
                ((ResponseBody.Upgrade) talk.body()).run(pair.far());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        pair.near().output().write("ping".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(pair.near().input().readNBytes(10), StandardCharsets.UTF_8))
                .isEqualTo("heard ping");
    }

    @Test
    void clientsFindTheGroup() {
        serve();
        JsonNode group = server.get("/apis/wardle.example.com").body();
        assertThat(group.at("/preferredVersion/groupVersion").asText()).isEqualTo("wardle.example.com/v1alpha1");
        assertThat(server.get("/apis").body().path("groups").toString()).contains("wardle.example.com");
        assertThat(server.get(ExtensionServer.BASE).at("/resources/0/name").asText())
                .isEqualTo("flunders");

        JsonNode resource = version(TOGETHER).at("/resources/0");
        assertThat(resource.toString())
                .isEqualTo(quoted("{'resource':'flunders','responseKind':{'group':'wardle.example.com',"
                        + "'version':'v1alpha1','kind':'Flunder'},'scope':'Namespaced',"
                        + "'singularResource':'flunder','verbs':['get','list'],'shortNames':['fl'],"
                        + "'subresources':[{'subresource':'status','responseKind':{'group':'wardle.example.com',"
                        + "'version':'v1alpha1','kind':'Flunder'},'verbs':['get']}]}"));

        String path = "/openapi/v3" + ExtensionServer.BASE;
        assertThat(server.get("/openapi/v3")
                        .at("/paths/" + ExtensionServer.BASE.substring(1).replace("/", "~1"))
                        .path("serverRelativeURL")
                        .asText())
                .isEqualTo(path + "?hash=ABC");
        assertThat(server.get(path).at("/openapi").asText()).isEqualTo("3.0.0");
        JsonNode swagger = server.get("/openapi/v2").body();
        assertThat(swagger.path("definitions").has("com.example.wardle.v1alpha1.Flunder"))
                .isTrue();
        assertThat(swagger.path("paths").has(ExtensionServer.BASE + "/flunders"))
                .isTrue();
        assertThat(swagger.path("definitions").has("io.k8s.api.core.v1.Pod")).isTrue();
    }

    @Test
    void aServerThatIsGoneLeavesWhatWasKnownOfIt() {
        serve();
        extension.broken = true;
        // what changes about its endpoints is looked at once more
        server.merge(
                "/apis/discovery.k8s.io/v1/namespaces/wardle/endpointslices/api-1",
                quoted("{'endpoints':[{'addresses':['127.0.0.1']},{'addresses':['127.0.0.1']}]}"));
        await().until(() -> version(TOGETHER).path("freshness").asText().equals("Stale"));
        assertThat(version(TOGETHER).at("/resources/0/resource").asText()).isEqualTo("flunders");
        assertThat(server.get(ExtensionServer.BASE + "/flunders").status()).isEqualTo(503);

        server.delete(SERVICES + "/" + NAME).ok();
        await().until(() -> server.get("/apis/wardle.example.com").status() == 404);
    }

    @Test
    void whoeverSaysSomebodyElseIsNotBelieved() {
        service(443);
        endpoints(extension.port(), true);
        CertificateAuthority other = CertificateAuthority.create("other", environment);
        String bundle = java.util.Base64.getEncoder()
                .encodeToString(other.certificatePem().getBytes(StandardCharsets.UTF_8));
        register("'caBundle':'" + bundle + "',");
        awaitCondition("True Passed all checks passed");
        Answer refused = server.get(ExtensionServer.BASE + "/flunders");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.at("/text").asText()).startsWith("error trying to reach service: ");
    }

    @Test
    void otherServersLearnWhomToBelieve() {
        JsonNode data = server.get("/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication")
                .body()
                .path("data");
        assertThat(data.path("requestheader-allowed-names").asText()).isEqualTo("[\"front-proxy-client\"]");
        assertThat(data.path("requestheader-username-headers").asText()).isEqualTo("[\"X-Remote-User\"]");
        assertThat(data.path("requestheader-client-ca-file").asText()).startsWith("-----BEGIN CERTIFICATE-----");
    }
}
