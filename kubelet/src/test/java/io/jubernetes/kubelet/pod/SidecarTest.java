package io.jubernetes.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.runtime.Container;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods whose first init container {@code i1} is a sidecar. */
@Timeout(30)
final class SidecarTest {

    private static Pod pod(String policy, int init) {
        Pod pod = TestPods.pod(policy, init, 1);
        pod.getSpec().getInitContainers().getFirst().setRestartPolicy("Always");
        return pod;
    }

    @ParameterizedTest(name = "{0} init={1} [{2}] started={3} -> {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Always | 2 | ''                        | true  | +i1",
                "Always | 2 | ready i1=run              | true  | =i2",
                "Always | 2 | ready i1=run              | false | =",
                "Always | 2 | ready i1=run i2=0         | true  | =a",
                "Always | 2 | ready i1=1 i2=0           | true  | =i1",
                "Always | 2 | ready i1=0 i2=0 a=run     | true  | =i1",
                "Never  | 2 | ready i1=1 i2=0 a=run     | true  | =i1",
                "Never  | 1 | ready i1=run a=0          | true  | =",
                "Never  | 1 | ready i1=0 a=0            | true  | =",
                "Never  | 2 | ready i1=run i2=1         | true  | =",
            })
    void sidecarsRunBesideTheOthers(String policy, int init, String runtime, boolean started, String expected) {
        ContainerHealth health = new Started(started);
        PodActions actions = PodDecision.decide(pod(policy, init), TestPods.runtime(runtime), health);
        assertThat((actions.newSandbox() ? "+" : "=") + String.join(" ", actions.start()))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} [{1}] -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Always | ready i1=run              | Pending",
                "Always | ready i1=run i2=0 a=run   | Running",
                "Always | ready i1=1 i2=0 a=run     | Running",
                "Never  | ready i1=run i2=0 a=0     | Running",
                "Never  | ready i1=137 i2=0 a=0     | Succeeded",
                "Never  | ready i1=0 i2=0 a=3       | Failed",
                "Never  | ready i1=run i2=1         | Pending",
                "Never  | ready i1=137 i2=1         | Failed",
            })
    void sidecarsDoNotDecideHowAPodEnds(String policy, String runtime, String phase) {
        var facts = new PodStatusBuilder.Facts(
                TestPods.runtime(runtime), ContainerHealth.ALL_WELL, Map.of(), TerminationMessages.NONE);
        assertThat(new PodStatusBuilder("x://", "192.0.2.9")
                        .build(pod(policy, 2), facts, null, TestPods.T0)
                        .getPhase())
                .isEqualTo(phase);
    }

    @ParameterizedTest(name = "[{0}] -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ready i1=run i2=run a=run   | a",
                "ready i1=run i2=run a=0     | i2",
                "ready i1=run i2=0 a=0       | i1",
                "ready i1=0 i2=0 a=0         | ''",
            })
    void sidecarsEndLastAndInReverseOrder(String runtime, String expected) {
        Pod pod = pod("Always", 2);
        pod.getSpec().getInitContainers().getLast().setRestartPolicy("Always");
        List<String> names = StopOrder.next(pod, TestPods.runtime(runtime)).stream()
                .map(Container::name)
                .toList();
        assertThat(String.join(" ", names)).isEqualTo(expected);
    }

    @Test
    void anEphemeralContainerIsStartedOnce() {
        Pod pod = TestPods.pod("Always", 0, 1);
        pod.getSpec()
                .setEphemeralContainers(List.of(new EphemeralContainerBuilder()
                        .withName("debug")
                        .withImage("x")
                        .withTargetContainerName("a")
                        .build()));
        assertThat(PodDecision.decide(pod, TestPods.runtime("ready a=run"), ContainerHealth.ALL_WELL)
                        .start())
                .containsExactly("debug");
        assertThat(PodDecision.decide(pod, TestPods.runtime("ready a=run debug=0"), ContainerHealth.ALL_WELL)
                        .start())
                .isEmpty();
        assertThat(EphemeralContainers.target(pod, "debug", TestPods.runtime("ready a=run")))
                .isEqualTo("a0");
    }

    private record Started(boolean all) implements ContainerHealth {
        @Override
        public boolean started(String containerId) {
            return all;
        }

        @Override
        public boolean ready(String containerId) {
            return true;
        }

        @Override
        public String failure(String containerId) {
            return "";
        }
    }
}
