package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.ApiServerConfig.Services;
import io.jubernetes.apiserver.TestServer;
import io.jubernetes.apiserver.TestServer.Answer;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** For each cluster IP there is an IPAddress, stored together with the Service. */
@Timeout(60)
class ClusterAddressObjectTest {

    private static final String SERVICES = "/api/v1/namespaces/default/services";
    private static final String ADDRESSES = "/apis/networking.k8s.io/v1/ipaddresses";
    private static final ApiServerConfig FOURTEEN_ADDRESSES =
            ApiServerConfig.defaults().withServices(new Services("10.96.0.0/28", 30000, 30009, "192.0.2.10", 6443));

    private final MemoryStore store = new MemoryStore();
    private final TestServer server = new TestServer(store, FOURTEEN_ADDRESSES);

    @AfterEach
    void stop() {
        server.close();
    }

    private static String service(String name, String spec) {
        return "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{" + spec + "\"ports\":[{\"port\":80}]}}";
    }

    @Test
    void comesAndGoesWithItsService() {
        Answer created = server.post(SERVICES, service("a", "")).ok();
        String path = ADDRESSES + "/" + created.at("/spec/clusterIP").asText();
        Answer address = server.get(path).ok();
        assertThat(address.revision()).isEqualTo(created.revision());
        assertThat(address.at("/spec/parentRef").toString())
                .isEqualTo("{\"resource\":\"services\",\"namespace\":\"default\",\"name\":\"a\"}");
        assertThat(address.at("/metadata/labels/ipaddress.kubernetes.io~1managed-by")
                        .asText())
                .isEqualTo("ipallocator.k8s.io");
        server.delete(SERVICES + "/a").ok();
        assertThat(server.get(path).status()).isEqualTo(404);
    }

    @Test
    void goesWhenTheServiceBecomesAMereName() {
        String path = ADDRESSES + "/"
                + server.post(SERVICES, service("a", ""))
                        .ok()
                        .at("/spec/clusterIP")
                        .asText();
        String name =
                "{\"spec\":{\"type\":\"ExternalName\",\"externalName\":\"x.org\",\"clusterIP\":\"\",\"clusterIPs\":null,"
                        + "\"internalTrafficPolicy\":null}}";
        server.merge(SERVICES + "/a", name).ok();
        assertThat(server.get(path).status()).isEqualTo(404);
    }

    @Test
    void headlessServicesHaveNone() {
        server.post(SERVICES, service("h", "\"clusterIP\":\"None\",")).ok();
        assertThat(server.get(ADDRESSES).at("/items")).hasSize(1);
    }

    @Test
    void whatSomebodyElseReservedIsNotGivenOut() {
        server.post(ADDRESSES, """
                {"metadata":{"name":"10.96.0.9"},"spec":{"parentRef":{"group":"x.org","resource":"gateways","name":"g"}}}""").ok();
        assertThat(server.post(SERVICES, service("a", "\"clusterIP\":\"10.96.0.9\","))
                        .message())
                .endsWith("failed to allocate IP 10.96.0.9: provided IP is already allocated");
        for (int i = 0; i < 12; i++) {
            server.post(SERVICES, service("s" + i, "")).ok();
        }
        assertThat(server.post(SERVICES, service("more", "")).message()).endsWith("range is full");
    }

    @Test
    void twoServersOfOneStoreNeverGiveTheSame() {
        Set<String> given = new TreeSet<>();
        try (TestServer other = new TestServer(store, FOURTEEN_ADDRESSES)) {
            for (int i = 0; i < 13; i++) {
                TestServer one = i % 2 == 0 ? server : other;
                given.add(one.post(SERVICES, service("s" + i, ""))
                        .ok()
                        .at("/spec/clusterIP")
                        .asText());
            }
        }
        assertThat(given).hasSize(13);
    }

    @Test
    void aServiceThatWasStoredWithoutGetsItAtTheNextStart() {
        String path = ADDRESSES + "/"
                + server.post(SERVICES, service("a", ""))
                        .ok()
                        .at("/spec/clusterIP")
                        .asText();
        server.delete(path).ok();
        try (TestServer next = new TestServer(store, FOURTEEN_ADDRESSES)) {
            assertThat(next.get(path).ok().at("/spec/parentRef/name").asText()).isEqualTo("a");
        }
    }
}
