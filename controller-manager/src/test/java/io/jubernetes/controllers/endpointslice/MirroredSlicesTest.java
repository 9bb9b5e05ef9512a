package io.jubernetes.controllers.endpointslice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.jubernetes.controllers.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class MirroredSlicesTest {

    private static final Service SERVICE = new ServiceBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("outside")
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build();

    private static Endpoints endpoints(String... addresses) {
        EndpointsBuilder endpoints = new EndpointsBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("outside")
                .withUid("uid")
                .endMetadata();
        for (String address : addresses) {
            endpoints = endpoints
                    .addNewSubset()
                    .addNewAddress()
                    .withIp(address)
                    .endAddress()
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSubset();
        }
        return endpoints.build();
    }

    @Test
    void eachKindOfAddressHasASlice() {
        MirroredSlices slices = MirroredSlices.decide(endpoints("192.0.2.1", "192.0.2.2", "2001:db8::1"), List.of());
        assertThat(slices.create()).extracting(EndpointSlice::getAddressType).containsExactly("IPv4", "IPv6");
        assertThat(slices.create().getFirst().getEndpoints()).hasSize(2);
        assertThat(slices.create().getFirst().getMetadata().getLabels())
                .containsEntry("kubernetes.io/service-name", "outside")
                .containsEntry("endpointslice.kubernetes.io/managed-by", "endpointslicemirroring-controller.k8s.io");
    }

    @Test
    void whatIsRightStaysAndWhatIsGoneGoes() {
        List<EndpointSlice> present = MirroredSlices.decide(endpoints("192.0.2.1", "2001:db8::1"), List.of())
                .create();
        MirroredSlices same = MirroredSlices.decide(endpoints("192.0.2.1", "2001:db8::1"), present);
        assertThat(same).isEqualTo(new MirroredSlices(List.of(), List.of(), List.of()));
        MirroredSlices changed = MirroredSlices.decide(endpoints("192.0.2.9"), present);
        assertThat(changed.create()).isEmpty();
        assertThat(changed.update()).hasSize(1);
        assertThat(changed.delete()).hasSize(1);
    }

    @Test
    void onlyWhatPeopleWroteIsMirrored() {
        assertThat(MirroredSlices.isMirrored(endpoints("192.0.2.1"), SERVICE)).isTrue();
        assertThat(MirroredSlices.isMirrored(endpoints("192.0.2.1"), null)).isFalse();
        Service selecting = new ServiceBuilder(SERVICE)
                .editSpec()
                .addToSelector("app", "web")
                .endSpec()
                .build();
        assertThat(MirroredSlices.isMirrored(endpoints("192.0.2.1"), selecting)).isFalse();
        Endpoints marked = new EndpointsBuilder(endpoints("192.0.2.1"))
                .editMetadata()
                .addToLabels("endpointslice.kubernetes.io/skip-mirror", "true")
                .endMetadata()
                .build();
        assertThat(MirroredSlices.isMirrored(marked, SERVICE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', zone-a, ''",
        "PreferClose, zone-a, zone-a",
        "PreferSameZone, zone-a, zone-a",
        "PreferSameNode, zone-a, node-1 zone-a",
        "PreferSameNode, '', node-1",
        "PreferClose, '', ''"
    })
    void hintsSayWhoIsNear(String distribution, String zone, String hints) {
        Service service = new ServiceBuilder(SERVICE)
                .editSpec()
                .withTrafficDistribution(distribution.isEmpty() ? null : distribution)
                .addToSelector("app", "web")
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
        Pod pod = new PodBuilder(Fixtures.ready(Fixtures.pod("a"), "node-1", "2026-01-01T11:00:00Z"))
                .editStatus()
                .withPodIP("10.0.0.1")
                .endStatus()
                .build();
        Endpoint endpoint =
                DesiredEndpoints.of(service, List.of(pod), _ -> zone.isEmpty() ? null : zone).values().stream()
                        .flatMap(byUid -> byUid.values().stream())
                        .findFirst()
                        .orElseThrow();
        assertThat(text(endpoint)).isEqualTo(hints);
    }

    private static String text(Endpoint endpoint) {
        if (endpoint.getHints() == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        endpoint.getHints()
                .getForNodes()
                .forEach(node -> text.append(node.getName()).append(' '));
        endpoint.getHints()
                .getForZones()
                .forEach(zone -> text.append(zone.getName()).append(' '));
        return text.toString().strip();
    }
}
