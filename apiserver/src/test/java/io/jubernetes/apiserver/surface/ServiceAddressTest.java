package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.ApiServerConfig.Services;
import io.jubernetes.apiserver.surface.SurfaceContext.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServiceAddressTest {

    private static final String SERVICES = "/api/v1/namespaces/default/services";

    private SurfaceContext server;

    /** Fourteen addresses of which one is the server's, and ten node ports. */
    @BeforeEach
    void start() {
        server = new SurfaceContext(ApiServerConfig.defaults()
                .withServices(new Services("10.96.0.0/28", 30000, 30009, "192.0.2.10", 6443)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String service(String name, String spec) {
        return "{'apiVersion':'v1','kind':'Service','metadata':{'name':'" + name + "'},'spec':" + spec + "}";
    }

    private static final String PORT = "'ports':[{'port':80}]";

    @Test
    void everyServiceGetsAnAddressOfItsOwnUntilThereAreNone() {
        for (int i = 0; i < 13; i++) {
            ObjectNode created = server.create(SERVICES, service("s" + i, "{" + PORT + "}"));
            assertThat(created.path("spec").path("clusterIP").asText())
                    .startsWith("10.96.0.")
                    .isNotEqualTo("10.96.0.1");
            assertThat(created.path("spec").path("clusterIPs").path(0))
                    .isEqualTo(created.path("spec").path("clusterIP"));
            assertThat(created.path("spec").path("ipFamilies").path(0).asText()).isEqualTo("IPv4");
        }
        Answer full = server.post(SERVICES, service("more", "{" + PORT + "}"));
        assertThat(full.status()).isEqualTo(500);
        assertThat(full.message()).endsWith("failed to allocate a serviceIP: range is full");
        server.delete(SERVICES + "/s3");
        assertThat(server.post(SERVICES, service("more", "{" + PORT + "}")).status())
                .isEqualTo(201);
    }

    @Test
    void anAddressIsGivenOnlyOnce() {
        server.create(SERVICES, service("a", "{'clusterIP':'10.96.0.9'," + PORT + "}"));
        Answer taken = server.post(SERVICES, service("b", "{'clusterIP':'10.96.0.9'," + PORT + "}"));
        assertThat(taken.status()).isEqualTo(422);
        assertThat(taken.message()).endsWith("failed to allocate IP 10.96.0.9: provided IP is already allocated");
        Answer outside = server.post(SERVICES, service("b", "{'clusterIP':'10.97.0.9'," + PORT + "}"));
        assertThat(outside.message()).contains("the provided network does not match the current range");
    }

    @Test
    void refusedAndDryWritesKeepNothing() {
        for (int i = 0; i < 20; i++) {
            assertThat(server.post(SERVICES + "?dryRun=All", service("d" + i, "{'type':'NodePort'," + PORT + "}"))
                            .status())
                    .isEqualTo(201);
            assertThat(server.post(SERVICES, service("Bad_Name", "{'type':'NodePort'," + PORT + "}"))
                            .status())
                    .isEqualTo(422);
        }
        assertThat(server.post(SERVICES, service("real", "{'type':'NodePort'," + PORT + "}"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void headlessServicesAndMereNamesHaveNoAddress() {
        ObjectNode headless =
                server.create(SERVICES, service("h", "{'clusterIP':'None','selector':{'a':'b'}," + PORT + "}"));
        assertThat(headless.path("spec").path("clusterIPs").path(0).asText()).isEqualTo("None");
        ObjectNode named =
                server.create(SERVICES, service("n", "{'type':'ExternalName','externalName':'example.com'}"));
        assertThat(named.path("spec").has("clusterIP")).isFalse();
    }

    @Test
    void becomingAMereNameGivesTheAddressBack() {
        ObjectNode service = server.create(SERVICES, service("a", "{'clusterIP':'10.96.0.9'," + PORT + "}"));
        ObjectNode spec = (ObjectNode) service.path("spec");
        spec.put("type", "ExternalName")
                .put("externalName", "example.com")
                .put("clusterIP", "")
                .remove("clusterIPs");
        spec.remove("internalTrafficPolicy");
        Answer changed = server.put(SERVICES + "/a", service);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(server.post(SERVICES, service("b", "{'clusterIP':'10.96.0.9'," + PORT + "}"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void nodePortsAreGivenKeptAndGivenBack() {
        ObjectNode service = server.create(SERVICES, service("a", "{'type':'NodePort'," + PORT + "}"));
        int port = service.path("spec").path("ports").path(0).path("nodePort").asInt();
        assertThat(port).isBetween(30000, 30009);
        Answer taken = server.post(
                SERVICES, service("b", "{'type':'NodePort','ports':[{'port':80,'nodePort':" + port + "}]}"));
        assertThat(taken.message())
                .endsWith("spec.ports[0].nodePort: Invalid value: " + port + ": provided port is already allocated");

        ((ObjectNode) service.path("spec").path("ports").path(0)).remove("nodePort");
        Answer kept = server.put(SERVICES + "/a", service);
        assertThat(kept.json()
                        .path("spec")
                        .path("ports")
                        .path(0)
                        .path("nodePort")
                        .asInt())
                .isEqualTo(port);

        ObjectNode changed = (ObjectNode) kept.json();
        ((ObjectNode) changed.path("spec")).put("type", "ClusterIP").remove("externalTrafficPolicy");
        Answer dropped = server.put(SERVICES + "/a", changed);
        assertThat(dropped.status()).as(dropped.text()).isEqualTo(200);
        assertThat(dropped.json().path("spec").path("ports").path(0).has("nodePort"))
                .isFalse();
        assertThat(server.post(
                                SERVICES,
                                service("b", "{'type':'NodePort','ports':[{'port':80,'nodePort':" + port + "}]}"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void portsOutsideTheRangeAreRefused() {
        Answer answer = server.post(SERVICES, service("a", "{'type':'NodePort','ports':[{'port':80,'nodePort':80}]}"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message())
                .endsWith("provided port is not in the valid range. The range of valid ports is 30000-30009");
    }

    @Test
    void theServerHasAServiceOfItsOwn() {
        ObjectNode service = (ObjectNode) server.get(SERVICES + "/kubernetes").json();
        assertThat(service.path("spec").path("clusterIP").asText()).isEqualTo("10.96.0.1");
        assertThat(server.get("/api/v1/namespaces/default/endpoints/kubernetes")
                        .json()
                        .at("/subsets/0/addresses/0/ip")
                        .asText())
                .isEqualTo("192.0.2.10");
        assertThat(server.get("/api/v1/namespaces/kube-node-lease").status()).isEqualTo(200);
        assertThat(server.get("/apis/scheduling.k8s.io/v1/priorityclasses/system-node-critical")
                        .json()
                        .path("value")
                        .asInt())
                .isEqualTo(2000001000);
    }
}
