package io.jubernetes.controllers.endpoint;

import static io.jubernetes.controllers.Fixtures.deleting;
import static io.jubernetes.controllers.Fixtures.pod;
import static io.jubernetes.controllers.Fixtures.ready;
import static io.jubernetes.controllers.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Given this Service and these pods, these Endpoints. */
@Timeout(10)
class EndpointsOfTest {

    private static ServiceBuilder service() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("web")
                .addToLabels("team", "a")
                .endMetadata()
                .withNewSpec()
                .withClusterIP("10.96.0.9")
                .addToSelector("app", "web")
                .addNewPort()
                .withPort(80)
                .withTargetPort(new IntOrString("http"))
                .endPort()
                .endSpec();
    }

    private static Pod at(Pod pod, String ip, @Nullable Integer http) {
        PodBuilder placed = new PodBuilder(pod).editStatus().withPodIP(ip).endStatus();
        return http == null
                ? placed.build()
                : placed.editSpec()
                        .editFirstContainer()
                        .addNewPort()
                        .withName("http")
                        .withContainerPort(http)
                        .endPort()
                        .endContainer()
                        .endSpec()
                        .build();
    }

    private static Pod serving(String name, String ip, int http) {
        return at(ready(pod(name), "n", "2026-01-01T11:30:00Z"), ip, http);
    }

    private static Pod starting(String name, String ip, int http) {
        return at(running(pod(name), "n"), ip, http);
    }

    private static String text(List<EndpointSubset> subsets) {
        StringBuilder text = new StringBuilder();
        for (EndpointSubset subset : subsets) {
            text.append(ips(subset.getAddresses()))
                    .append('-')
                    .append(ips(subset.getNotReadyAddresses()))
                    .append(':')
                    .append(subset.getPorts().stream()
                            .map(port -> port.getPort())
                            .toList())
                    .append(' ');
        }
        return text.toString().strip();
    }

    private static List<String> ips(List<EndpointAddress> addresses) {
        return addresses.stream().map(EndpointAddress::getIp).toList();
    }

    static Stream<Arguments> cases() {
        Service plain = service().build();
        Service anyway = service()
                .editSpec()
                .withPublishNotReadyAddresses(true)
                .endSpec()
                .build();
        Service portless = service()
                .editSpec()
                .withClusterIP("None")
                .withPorts(List.of())
                .endSpec()
                .build();
        Pod one = serving("one", "10.0.0.2", 8080);
        Pod two = serving("two", "10.0.0.1", 8080);
        Pod other = serving("other", "10.0.0.3", 9090);
        Pod bare = at(ready(pod("bare"), "n", "2026-01-01T11:30:00Z"), "10.0.0.5", null);
        Pod late = starting("late", "10.0.0.4", 8080);
        return Stream.of(
                Arguments.of("no pods", plain, List.of(), ""),
                Arguments.of("sorted by address", plain, List.of(one, two), "[10.0.0.1, 10.0.0.2]-[]:[8080]"),
                Arguments.of("not ready apart", plain, List.of(one, late), "[10.0.0.2]-[10.0.0.4]:[8080]"),
                Arguments.of(
                        "a subset for each port",
                        plain,
                        List.of(one, other),
                        "[10.0.0.2]-[]:[8080] [10.0.0.3]-[]:[9090]"),
                Arguments.of("without the named port", plain, List.of(one, bare), "[10.0.0.2]-[]:[8080]"),
                Arguments.of("going pods are out", plain, List.of(deleting(one), two), "[10.0.0.1]-[]:[8080]"),
                Arguments.of("unready ones count all the same", anyway, List.of(late), "[10.0.0.4]-[]:[8080]"),
                Arguments.of("headless without ports", portless, List.of(one), "[10.0.0.2]-[]:[]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void podsWithTheSamePortsAreTogether(String what, Service service, List<Pod> pods, String subsets) {
        assertThat(text(EndpointsOf.subsets(service, pods))).as(what).isEqualTo(subsets);
    }

    @Test
    void whatIsRightIsNotWritten() {
        Service service = service().build();
        List<Pod> pods = List.of(serving("one", "10.0.0.2", 8080));
        Endpoints made = EndpointsOf.next(service, pods, null);
        assertThat(made).isNotNull();
        assertThat(made.getMetadata().getLabels())
                .containsEntry("team", "a")
                .containsEntry("endpoints.kubernetes.io/managed-by", "endpoint-controller")
                .doesNotContainKey("service.kubernetes.io/headless");
        assertThat(EndpointsOf.next(service, pods, made)).isNull();
        Endpoints bare = new EndpointsBuilder(made)
                .editMetadata()
                .removeFromLabels("team")
                .endMetadata()
                .build();
        assertThat(EndpointsOf.next(service, pods, bare)).isNotNull();
    }

    @Test
    void aThousandAreToldAndMoreAreSaidToBe() {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i <= EndpointsOf.CAPACITY; i++) {
            pods.add(serving("p" + i, "10.1." + i / 250 + "." + i % 250, 8080));
        }
        Endpoints many = EndpointsOf.next(service().build(), pods, null);
        assertThat(many).isNotNull();
        assertThat(many.getSubsets().getFirst().getAddresses()).hasSize(EndpointsOf.CAPACITY);
        assertThat(many.getMetadata().getAnnotations())
                .containsEntry("endpoints.kubernetes.io/over-capacity", "truncated");
        Endpoints fewer = EndpointsOf.next(service().build(), pods.subList(0, 3), many);
        assertThat(fewer).isNotNull();
        assertThat(fewer.getMetadata().getAnnotations()).doesNotContainKey("endpoints.kubernetes.io/over-capacity");
    }
}
