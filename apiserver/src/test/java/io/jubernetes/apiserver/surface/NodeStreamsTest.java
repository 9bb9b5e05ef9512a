package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.nodeproxy.NodeConnector;
import io.jubernetes.apiserver.surface.SurfaceContext.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeStreamsTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";

    /** A node agent that says what it was asked. */
    private static final class Agent implements NodeConnector {
        private final List<String> asked = new ArrayList<>();
        private ApiResponse answer = ApiResponse.of(200, "text/plain", "hello\n".getBytes(StandardCharsets.UTF_8));
        private boolean gone;

        @Override
        public ApiResponse forward(Destination destination, ApiRequest request) {
            if (gone) {
                throw new UncheckedIOException(new IOException("connection refused"));
            }
            String query = request.query().encoded();
            asked.add(destination.scheme() + " " + destination.host() + ":" + destination.port() + " "
                    + request.method() + " " + request.path() + (query.isEmpty() ? "" : "?" + query)
                    + (request.headers().first("authorization") == null ? "" : " with credentials"));
            return answer;
        }
    }

    private final Agent agent = new Agent();
    private SurfaceContext server;

    @BeforeEach
    void start() {
        server = new SurfaceContext(ApiServerConfig.defaults().withNodes(agent));
        ObjectNode node = server.create("/api/v1/nodes", "{'apiVersion':'v1','kind':'Node','metadata':{'name':'n'}}");
        node.putObject("status")
                .putArray("addresses")
                .addObject()
                .put("type", "InternalIP")
                .put("address", "192.0.2.7");
        node.withObject("/status/daemonEndpoints/kubeletEndpoint").put("Port", 12345);
        assertThat(server.put("/api/v1/nodes/n/status", node).status()).isEqualTo(200);
        server.create(
                "/api/v1/namespaces/default/serviceaccounts",
                "{'apiVersion':'v1','kind':'ServiceAccount','metadata':{'name':'default'}}");
        pod("web", "'nodeName':'n','containers':[{'name':'c','image':'i'}]");
        pod(
                "two",
                "'nodeName':'n','containers':[{'name':'a','image':'i'},{'name':'b','image':'i'}],"
                        + "'initContainers':[{'name':'first','image':'i'}]");
        pod("waiting", "'containers':[{'name':'c','image':'i'}]");
    }

    private void pod(String name, String spec) {
        server.create(
                PODS, "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'" + name + "'},'spec':{" + spec + "}}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void logsComeFromThePodsNode() {
        Answer answer = server.get(PODS + "/web/log?tailLines=5&timestamps=true", "authorization", "Basic x");
        assertThat(answer.text()).isEqualTo("hello\n");
        assertThat(agent.asked)
                .containsExactly("AGENT 192.0.2.7:12345 GET /containerLogs/default/web/c?timestamps=true&tailLines=5");
    }

    @Test
    void theContainerMustBeClear() {
        assertThat(server.get(PODS + "/two/log").message())
                .isEqualTo("a container name must be specified for pod two, choose one of: [a b] or one of the init"
                        + " containers: [first]");
        assertThat(server.get(PODS + "/two/log?container=x").message())
                .isEqualTo("container x is not valid for pod two");
        assertThat(server.get(PODS + "/two/log?container=first").status()).isEqualTo(200);
        assertThat(server.get(PODS + "/nobody/log").message()).isEqualTo("pods \"nobody\" not found");
    }

    @Test
    void aPodWithoutNodeHasNoLogsAndRunsNothing() {
        assertThat(server.get(PODS + "/waiting/log").status()).isEqualTo(204);
        Answer exec = server.post(PODS + "/waiting/exec?command=ls&stdout=true", "{}");
        assertThat(exec.status()).isEqualTo(400);
        assertThat(exec.message()).isEqualTo("pod waiting does not have a host assigned");
    }

    @Test
    void commandsAndPortsAreAskedForInTheAgentsWords() {
        server.post(PODS + "/web/exec?command=sh&command=-c&command=a%20b&stdin=true&stdout=true&tty=true", "{}");
        server.post(PODS + "/web/attach?stdout=true&stderr=false", "{}");
        server.post(PODS + "/web/portforward", "{}");
        assertThat(agent.asked)
                .containsExactly(
                        "AGENT 192.0.2.7:12345 POST"
                                + " /exec/default/web/c?input=1&output=1&tty=1&command=sh&command=-c&command=a+b",
                        "AGENT 192.0.2.7:12345 POST /attach/default/web/c?output=1",
                        "AGENT 192.0.2.7:12345 POST /portForward/default/web");
    }

    @Test
    void theAgentsRefusalBecomesAStatus() {
        agent.answer = ApiResponse.of(
                400,
                "text/plain",
                "container \"c\" in pod \"web\" is waiting to start: ContainerCreating\n"
                        .getBytes(StandardCharsets.UTF_8));
        Answer answer = server.get(PODS + "/web/log");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("reason").asText()).isEqualTo("BadRequest");
        assertThat(answer.message()).isEqualTo("container \"c\" in pod \"web\" is waiting to start: ContainerCreating");
    }

    @Test
    void anAgentThatIsGoneIsNamed() {
        agent.gone = true;
        Answer answer = server.get(PODS + "/web/log");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.message()).isEqualTo("error dialing backend: connection refused");
    }

    @Test
    void proxiesKeepThePathAsItWasWritten() {
        assertThat(server.get("/api/v1/nodes/n/proxy").headers().first("location"))
                .isEqualTo("/api/v1/nodes/n/proxy/");
        server.get("/api/v1/nodes/n/proxy/stats/a%2Fb?x=1");
        assertThat(agent.asked).containsExactly("AGENT 192.0.2.7:12345 GET /stats/a%2Fb?x=1");
    }

    @Test
    void wrongLogOptionsAreRefused() {
        assertThat(server.get(PODS + "/web/log?tailLines=-1").status()).isEqualTo(422);
        assertThat(server.get(PODS + "/web/log?sinceSeconds=5&sinceTime=2026-01-01T00:00:00Z")
                        .message())
                .contains("at most one of `sinceTime` or `sinceSeconds` may be specified");
    }
}
