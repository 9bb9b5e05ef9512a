package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong input gets the answer that users of kubectl know, and hurts nobody else. */
@Timeout(240)
class BadInputTest {

    @SuppressWarnings("NullAway.Init") // before all
    private static TestCluster cluster;

    /** What somebody applies, and what kubectl must print. */
    record Refused(String title, String manifest, String... complaints) {
        @Override
        public String toString() {
            return title;
        }
    }

    @BeforeAll
    static void start() {
        Tools.requireBuilt();
        cluster = TestCluster.start(Tools.anyKubectl(), "up", "--runtime", "hollow");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void theServerIsWell() {
        assertThat(cluster.process().isAlive()).isTrue();
        assertThat(cluster.kubectl().ask("get", "--raw", "/readyz")).isEqualTo("ok");
    }

    static List<Refused> manifests() {
        return List.of(
                new Refused(
                        "invalid YAML", "apiVersion: v1\nkind: [ConfigMap\n", "error", "error converting YAML to JSON"),
                new Refused("no kind", "apiVersion: v1\nmetadata: {name: a}\n", "kind not set"),
                new Refused(
                        "unknown field",
                        deployment("selector: {matchLabels: {a: b}}, colour: red"),
                        "Error from server (BadRequest)",
                        "strict decoding error: unknown field \"spec.colour\""),
                new Refused(
                        "wrong type",
                        deployment("replicas: many, selector: {matchLabels: {a: b}}"),
                        "Error from server (BadRequest)",
                        "cannot unmarshal string into Go struct field",
                        "spec.replicas of type int32"),
                new Refused(
                        "missing field",
                        deployment("replicas: 1"),
                        "The Deployment \"web\" is invalid",
                        "spec.selector: Required value"),
                new Refused(
                        "negative number",
                        deployment("replicas: -1, selector: {matchLabels: {a: b}}"),
                        "spec.replicas: Invalid value: -1: must be greater than or equal to 0"),
                new Refused(
                        "name with capitals",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: Web}\n",
                        "The ConfigMap \"Web\" is invalid",
                        "metadata.name: Invalid value: \"Web\"",
                        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters"),
                new Refused(
                        "namespace that is not there",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: nowhere}\n",
                        "Error from server (NotFound)",
                        "namespaces \"nowhere\" not found"),
                new Refused(
                        "two megabytes in a ConfigMap",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata: {a: "
                                + "x".repeat(2_000_000)
                                + "}\n",
                        "The ConfigMap \"big\" is invalid",
                        "Too long: may not be more than 1048576 bytes"),
                new Refused(
                        "two megabytes elsewhere",
                        "apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: {name: big}\nrevision: 1\ndata: {a: "
                                + "x".repeat(2_000_000)
                                + "}\n",
                        "Request entity too large: limit is 1572864"),
                new Refused(
                        "more than a request may hold",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata: {a: "
                                + "x".repeat(4_000_000)
                                + "}\n",
                        "Request entity too large: limit is 3145728"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void manifestsAreRefused(Refused refused) {
        Command.Result result = cluster.kubectl()
                .command("create", "-f", "-")
                .input(refused.manifest())
                .run()
                .failed();
        assertThat(result.err()).contains(refused.complaints());
        assertThat(result.exit()).isEqualTo(1);
    }

    private static String deployment(String spec) {
        return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {" + spec
                + ", template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}\n";
    }

    @Test
    void kubectlIsToldWhatThereIsNot() {
        Kubectl kubectl = cluster.kubectl();
        assertThat(kubectl.refused("get", "gizmos"))
                .isEqualTo("error: the server doesn't have a resource type \"gizmos\"");
        assertThat(kubectl.command("create", "--validate=false", "-f", "-")
                        .input("apiVersion: v1\nkind: Cofnig\nmetadata: {name: a}\n")
                        .run()
                        .failed()
                        .err())
                .contains("no matches for kind \"Cofnig\" in version \"v1\"");
        assertThat(kubectl.refused("get", "pod", "nobody"))
                .isEqualTo("Error from server (NotFound): pods \"nobody\" not found");
        assertThat(kubectl.refused("get", "pods", "--field-selector=colour=red"))
                .contains("field label not supported");
        assertThat(kubectl.refused("get", "pods", "-l", "a in (")).contains("unable to parse requirement");
        assertThat(kubectl.refused("logs", "nobody")).contains("(NotFound): pods \"nobody\" not found");
    }

    @Test
    void aStrangersCertificateIsNobody() throws IOException {
        Kubectl stranger = RawClient.stranger(cluster);
        assertThat(stranger.refused("get", "pods"))
                .contains("You must be logged in to the server")
                .containsAnyOf("Unauthorized", "the server has asked for the client to provide credentials");
    }

    @Test
    void aStrangersAuthorityIsNotBelieved() throws IOException {
        assertThat(RawClient.suspicious(cluster).refused("get", "pods"))
                .contains("x509: certificate signed by unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apis/",
                "/api/v1/namespaces/default/pods/../../../../../etc/passwd",
                "/api/v1/namespaces/%2e%2e/pods",
                "/api/v1/%00",
                "/api/v1/namespaces/default/pods/%ff%fe",
                "/api/v1/namespaces/default/pods/a/b/c/d/e/f/g",
                "/nothing/here",
                "//api//v1//pods",
                "/api/v1/pods?limit=many",
                "/api/v1/pods?resourceVersion=yesterday",
                "/api/v1/pods?continue=nonsense",
                "/api/v1/pods?watch=perhaps&timeoutSeconds=never",
                "/api/v1/pods?%zz=%"
            })
    void absurdPathsAreAnswered(String path) throws Exception {
        String answer = RawClient.of(cluster).ask("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(answer).as(path).matches("(?s)HTTP/1\\.1 (200|30\\d|40\\d|410|414|422) .*");
    }

    @Test
    void pathsWithoutEndAreRefused() throws Exception {
        String path = "/api/v1/" + "a/".repeat(50_000);
        String answer = RawClient.of(cluster).ask("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.1 (404|414|431) .*");
    }

    @Test
    void unknownMediaTypesAreRefused() throws Exception {
        String body = "<ConfigMap/>";
        String post = "POST /api/v1/namespaces/default/configmaps HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
        assertThat(RawClient.of(cluster)
                        .ask(post + "Content-Type: application/xml\r\nContent-Length: 12\r\n\r\n" + body))
                .startsWith("HTTP/1.1 415 ")
                .contains("UnsupportedMediaType")
                .contains("the body of the request was in an unknown format - accepted media types include:");
        assertThat(RawClient.of(cluster)
                        .ask("GET /api/v1/pods HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 406 ")
                .contains("NotAcceptable")
                .contains("only the following media types are accepted:");
        assertThat(RawClient.of(cluster)
                        .ask(post + "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n" + body))
                .startsWith("HTTP/1.1 400 ")
                .contains("BadRequest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HELLO WORLD\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nno colon here\r\n\r\n",
                "POST /api/v1/pods HTTP/1.1\r\nHost: a\r\nContent-Length: minus\r\n\r\n",
                "POST /api/v1/pods HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n\r\n"
            })
    void garbageInsteadOfHttpIsRefused(String garbage) throws Exception {
        assertThat(RawClient.of(cluster).ask(garbage)).matches("(?s)(HTTP/1\\.[01] (400|404|405|505) .*|)");
    }

    @Test
    void httpWithoutTlsIsToldSo() throws IOException {
        assertThat(RawClient.plain(cluster, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.0 400 Bad Request")
                .contains("Client sent an HTTP request to an HTTPS server.");
    }

    @Test
    void truncatedTlsIsDropped() throws IOException {
        String beginOfHello = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001";
        for (int i = 0; i < 20; i++) {
            RawClient.hangUpAfter(cluster, beginOfHello);
        }
        assertThat(RawClient.plain(cluster, "\u0016\u0003\u0001\u0000\u0005garbage-garbage-garbage"))
                .doesNotContain("HTTP");
    }
}
