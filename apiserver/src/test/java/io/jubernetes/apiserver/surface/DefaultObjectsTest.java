package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.TestServer;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a new cluster has. */
@Timeout(60)
class DefaultObjectsTest {

    private static final String FLOW_CONTROL = "/apis/flowcontrol.apiserver.k8s.io/v1/";

    private static List<String> names(TestServer server, String path) {
        return server.get(path)
                .ok()
                .at("/items")
                .valueStream()
                .map(item -> item.at("/metadata/name").asText())
                .toList();
    }

    @Test
    void aNewClusterHasUpstreamsFlowControl() {
        try (TestServer server = new TestServer()) {
            assertThat(names(server, FLOW_CONTROL + "prioritylevelconfigurations"))
                    .containsExactly(
                            "catch-all",
                            "exempt",
                            "global-default",
                            "leader-election",
                            "node-high",
                            "system",
                            "workload-high",
                            "workload-low");
            assertThat(names(server, FLOW_CONTROL + "flowschemas")).hasSize(13);
            JsonNode rule = server.get(FLOW_CONTROL + "flowschemas/system-node-high")
                    .ok()
                    .at("/spec/rules/0");
            assertThat(rule.toString())
                    .isEqualTo(
                            "{\"subjects\":[{\"kind\":\"Group\",\"group\":{\"name\":\"system:nodes\"}}],\"resourceRules\":["
                                    + "{\"verbs\":[\"*\"],\"apiGroups\":[\"\"],\"resources\":[\"nodes\",\"nodes/status\"],"
                                    + "\"clusterScope\":true,\"namespaces\":[\"*\"]},"
                                    + "{\"verbs\":[\"*\"],\"apiGroups\":[\"coordination.k8s.io\"],\"resources\":[\"leases\"],"
                                    + "\"namespaces\":[\"*\"]}]}");
        }
    }

    /** They are put into the store as they are: they must be what a client could have written. */
    @Test
    void theyAreValid() {
        try (TestServer server = new TestServer()) {
            for (String resource : List.of("prioritylevelconfigurations", "flowschemas")) {
                for (String name : names(server, FLOW_CONTROL + resource)) {
                    String path = FLOW_CONTROL + resource + "/" + name;
                    TestServer.Answer found = server.get(path).ok();
                    assertThat(server.put(path, found.body().toString()).ok().revision())
                            .as("%s is complete", name)
                            .isEqualTo(found.revision());
                }
            }
        }
    }

    @Test
    void theServiceRangeIsAnObject() {
        try (TestServer server = new TestServer()) {
            TestServer.Answer range = server.get("/apis/networking.k8s.io/v1/servicecidrs/kubernetes")
                    .ok();
            assertThat(range.at("/spec/cidrs/0").asText()).isEqualTo("10.96.0.0/16");
            assertThat(range.at("/status/conditions/0/type").asText()).isEqualTo("Ready");
        }
    }

    @Test
    void whatWasDeletedComesBackAtTheNextStart() {
        MemoryStore store = new MemoryStore();
        String path = FLOW_CONTROL + "flowschemas/probes";
        try (TestServer server = new TestServer(store)) {
            server.delete(path).ok();
            try (TestServer next = new TestServer(store, ApiServerConfig.defaults())) {
                Awaitility.await().until(() -> next.get(path).status() == 200);
            }
        }
    }
}
