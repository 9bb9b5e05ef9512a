package io.jubernetes.controllers.endpointslice;

import static io.jubernetes.controllers.Fixtures.deleting;
import static io.jubernetes.controllers.Fixtures.pod;
import static io.jubernetes.controllers.Fixtures.ready;
import static io.jubernetes.controllers.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.jubernetes.controllers.endpoint.ServicePods;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SliceDecisionTest {

    private static final Service SERVICE = new ServiceBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("web")
            .withUid("uid-web")
            .endMetadata()
            .withNewSpec()
            .addToSelector("app", "web")
            .addNewPort()
            .withPort(80)
            .withTargetPort(new IntOrString(8080))
            .endPort()
            .endSpec()
            .build();

    private static Pod addressed(Pod pod, int number) {
        return new PodBuilder(pod)
                .editStatus()
                .withPodIP("10.0." + number / 250 + "." + (number % 250 + 1))
                .endStatus()
                .build();
    }

    private static List<Pod> pods(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> addressed(ready(pod("p" + i), "n", "2026-01-01T00:00:00Z"), i))
                .toList();
    }

    private static SliceDecision decide(List<Pod> pods, List<EndpointSlice> present) {
        return SliceDecision.decide(
                SERVICE, DesiredEndpoints.of(SERVICE, ServicePods.of(SERVICE, pods), _ -> null), present);
    }

    private static List<Integer> sizes(List<EndpointSlice> slices) {
        return slices.stream().map(slice -> slice.getEndpoints().size()).toList();
    }

    @Test
    void fillsSlicesOfAHundred() {
        SliceDecision decision = decide(pods(0, 250), List.of());
        assertThat(sizes(decision.create())).containsExactly(100, 100, 50);
    }

    @Test
    void writesNothingWhenNothingChanged() {
        List<EndpointSlice> present = decide(pods(0, 250), List.of()).create();
        assertThat(decide(pods(0, 250), present)).isEqualTo(new SliceDecision(List.of(), List.of(), List.of()));
    }

    @Test
    void aNewEndpointGoesWhereThereIsRoom() {
        List<EndpointSlice> present = decide(pods(0, 250), List.of()).create();
        SliceDecision decision = decide(pods(0, 251), present);
        assertThat(decision.create()).isEmpty();
        assertThat(sizes(decision.update())).containsExactly(51);
    }

    @Test
    void aReplacedEndpointStaysInTheSliceThatIsWrittenAnyway() {
        List<EndpointSlice> present = decide(pods(0, 200), List.of()).create();
        List<Pod> next = new ArrayList<>(pods(1, 200));
        next.addAll(pods(900, 901));
        SliceDecision decision = decide(next, present);
        assertThat(sizes(decision.update())).containsExactly(100);
        assertThat(decision.create()).isEmpty();
    }

    @Test
    void emptySlicesGoButOne() {
        List<EndpointSlice> present = decide(pods(0, 150), List.of()).create();
        SliceDecision decision = decide(pods(0, 0), present);
        assertThat(sizes(decision.create())).containsExactly(0);
        assertThat(decision.delete()).hasSize(2);
    }

    @Test
    void aServiceWithoutPodsHasAnEmptySlice() {
        SliceDecision decision = decide(List.of(), List.of());
        assertThat(sizes(decision.create())).containsExactly(0);
        assertThat(decide(List.of(), decision.create())).isEqualTo(new SliceDecision(List.of(), List.of(), List.of()));
    }

    @Test
    void conditionsSayWhatAPodIs() {
        Pod ready = ready(pod("a"), "n", "2026-01-01T00:00:00Z");
        Map<Pod, EndpointConditions> cases = Map.of(
                addressed(ready, 1), new EndpointConditions(true, true, false),
                addressed(running(pod("b"), "n"), 2), new EndpointConditions(false, false, false),
                addressed(deleting(ready), 3), new EndpointConditions(false, true, true));
        cases.forEach((pod, conditions) -> {
            Endpoint endpoint = decide(List.of(pod), List.of())
                    .create()
                    .getFirst()
                    .getEndpoints()
                    .getFirst();
            assertThat(endpoint.getConditions()).isEqualTo(conditions);
            assertThat(endpoint.getNodeName()).isEqualTo("n");
            assertThat(endpoint.getTargetRef().getName())
                    .isEqualTo(pod.getMetadata().getName());
        });
    }
}
