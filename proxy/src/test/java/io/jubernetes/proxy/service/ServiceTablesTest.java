package io.jubernetes.proxy.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServiceTablesTest {

    private final ServiceTables tables = new ServiceTables("node-1");

    @Test
    void readyEndpointsGetTheTraffic() {
        ServicePort port = only(service().build(), slice(endpoint("10.1.0.2", true), endpoint("10.1.0.3", false)));

        assertThat(port.name()).isEqualTo("default/web:http");
        assertThat(port.clusterIps()).containsExactly("10.96.0.7");
        assertThat(port.internal()).containsExactly(new Endpoint("10.1.0.2", 8080));
    }

    @Test
    void endpointWithoutConditionsCountsAsReady() {
        EndpointSlice slice = slice(new EndpointBuilder().withAddresses("10.1.0.9"));

        assertThat(only(service().build(), slice).internal()).containsExactly(new Endpoint("10.1.0.9", 8080));
    }

    @Test
    void terminatingEndpointsServeWhenNobodyElseDoes() {
        EndpointBuilder leaving = endpoint("10.1.0.2", false)
                .editConditions()
                .withServing(true)
                .withTerminating(true)
                .endConditions();

        assertThat(only(service().build(), slice(leaving)).internal()).containsExactly(new Endpoint("10.1.0.2", 8080));
        assertThat(only(service().build(), slice(leaving, endpoint("10.1.0.3", true)))
                        .internal())
                .containsExactly(new Endpoint("10.1.0.3", 8080));
    }

    @Test
    void localPolicyKeepsToEndpointsOfThisNode() {
        Service local = service()
                .editSpec()
                .withExternalTrafficPolicy("Local")
                .endSpec()
                .build();
        EndpointSlice slice = slice(
                endpoint("10.1.0.2", true).withNodeName("node-1"),
                endpoint("10.2.0.2", true).withNodeName("node-2"));

        ServicePort port = only(local, slice);

        assertThat(port.internal()).hasSize(2);
        assertThat(port.external()).containsExactly(new Endpoint("10.1.0.2", 8080));
        assertThat(port.masquerade()).isFalse();
    }

    @Test
    void servicesWithoutVirtualAddressAreLeftAlone() {
        Service headless = service()
                .editSpec()
                .withClusterIP("None")
                .withClusterIPs("None")
                .endSpec()
                .build();
        Service external =
                service().editSpec().withType("ExternalName").endSpec().build();
        Service others = service()
                .editMetadata()
                .addToLabels("service.kubernetes.io/service-proxy-name", "other")
                .endMetadata()
                .build();

        assertThat(tables.compute(List.of(headless, external, others), List.of(slice()))
                        .ports())
                .isEmpty();
    }

    @Test
    void orderOfObjectsDoesNotMatter() {
        EndpointSlice first = slice(endpoint("10.1.0.2", true));
        EndpointSlice second = slice(endpoint("10.1.0.3", true));
        List<Service> services = List.of(service().build());

        assertThat(tables.compute(services, List.of(first, second)))
                .isEqualTo(tables.compute(services, List.of(second, first)));
    }

    private ServicePort only(Service service, EndpointSlice slice) {
        List<ServicePort> ports =
                tables.compute(List.of(service), List.of(slice)).ports();
        assertThat(ports).hasSize(1);
        return ports.getFirst();
    }

    private static ServiceBuilder service() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withType("ClusterIP")
                .withClusterIP("10.96.0.7")
                .withClusterIPs("10.96.0.7")
                .addNewPort()
                .withName("http")
                .withPort(80)
                .withProtocol("TCP")
                .endPort()
                .endSpec();
    }

    private static EndpointBuilder endpoint(String address, boolean ready) {
        return new EndpointBuilder()
                .withAddresses(address)
                .withNewConditions()
                .withReady(ready)
                .endConditions();
    }

    private static EndpointSlice slice(EndpointBuilder... endpoints) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("web-1")
                .addToLabels("kubernetes.io/service-name", "web")
                .endMetadata()
                .addNewPort()
                .withName("http")
                .withPort(8080)
                .endPort()
                .withEndpoints(
                        Arrays.stream(endpoints).map(EndpointBuilder::build).toList())
                .build();
    }
}
