package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.TestServer;
import io.jubernetes.apiserver.nodeproxy.TransportConnector;
import io.jubernetes.kvstore.memory.MemoryStore;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.server.HttpServer;
import io.jubernetes.transport.server.ServerConfig;
import io.jubernetes.transport.stream.ConnectionPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Other protocols pass through the proxies of pods. */
@Timeout(60)
class ProxyUpgradeTest {

    private static final SystemEnvironment ENVIRONMENT = new SystemEnvironment();

    /** Says which protocol it speaks on which path, then repeats what it hears. */
    private static ApiResponse speak(ApiRequest request) {
        String protocol = String.valueOf(request.headers().first("upgrade"));
        ResponseBody.Upgrade echo = connection -> {
            byte[] heard = connection.input().readNBytes(4);
            String said = protocol + " " + request.path() + " " + new String(heard, StandardCharsets.UTF_8);
            connection.output().write(said.getBytes(StandardCharsets.UTF_8));
            connection.output().flush();
        };
        return new ApiResponse(101, Headers.of("connection", "Upgrade", "upgrade", protocol), echo);
    }

    private static void runPod(TestServer server, int port) {
        server.post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}")
                .ok();
        server.post(
                        "/api/v1/namespaces/default/pods",
                        "{\"metadata\":{\"name\":\"p\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\","
                                + "\"ports\":[{\"containerPort\":" + port + "}]}]}}")
                .ok();
        ObjectNode pod = server.get("/api/v1/namespaces/default/pods/p").body();
        pod.withObject("/status").put("podIP", "127.0.0.1");
        pod.withObject("/status").putArray("podIPs").addObject().put("ip", "127.0.0.1");
        server.put("/api/v1/namespaces/default/pods/p/status", pod.toString()).ok();
    }

    @Test
    void webSocketAndSpdyPass() throws IOException {
        CertificateAuthority authority = CertificateAuthority.create("nodes", ENVIRONMENT);
        TransportConnector connector =
                new TransportConnector(ENVIRONMENT, authority.issue(CertificateRequest.client("x")), null);
        ApiServerConfig config = ApiServerConfig.defaults().withNodes(connector);
        try (HttpServer pod = HttpServer.start(ServerConfig.plainLoopback(), ProxyUpgradeTest::speak, ENVIRONMENT);
                TestServer server = new TestServer(new MemoryStore(), config)) {
            runPod(server, pod.port());
            assertThat(talk(server, "websocket", "/chat", "websocket /chat ping"))
                    .isEqualTo("websocket /chat ping");
            assertThat(talk(server, "SPDY/3.1", "", "SPDY/3.1 / ping")).isEqualTo("SPDY/3.1 / ping");
        }
    }

    private static String talk(TestServer server, String protocol, String path, String expected) throws IOException {
        ApiResponse answer = server.send(
                "GET",
                "/api/v1/namespaces/default/pods/p/proxy" + path,
                Headers.of("connection", "Upgrade", "upgrade", protocol),
                new byte[0]);
        assertThat(answer.status()).isEqualTo(101);
        ConnectionPair pair = ConnectionPair.create();
        ENVIRONMENT.start("far-end", () -> {
            try {
                ((ResponseBody.Upgrade) answer.body()).run(pair.far());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        pair.near().output().write("ping".getBytes(StandardCharsets.UTF_8));
        return new String(pair.near().input().readNBytes(expected.length()), StandardCharsets.UTF_8);
    }
}
