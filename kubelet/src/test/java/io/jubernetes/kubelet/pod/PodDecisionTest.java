package io.jubernetes.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class PodDecisionTest {

    /** Sandbox: + a new one, = none. Then what is started. */
    @ParameterizedTest(name = "{0} init={1} main={2} [{3}] -> {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Always    | 0 | 2 | ''                        | +a b",
                "Always    | 2 | 1 | ''                        | +i1",
                "Always    | 2 | 1 | ready                     | =i1",
                "Always    | 2 | 1 | ready i1=run              | =",
                "Always    | 2 | 1 | ready i1=0                | =i2",
                "Always    | 2 | 1 | ready i1=0 i2=0           | =a",
                "Always    | 1 | 1 | ready i1=7                | =i1",
                "Never     | 1 | 1 | ready i1=7                | =",
                "Always    | 1 | 1 | ready i1=0 a=run          | =",
                "Always    | 1 | 1 | ready a=run               | =",
                "Always    | 0 | 2 | ready a=run b=0           | =b",
                "OnFailure | 0 | 2 | ready a=0 b=1             | =b",
                "Never     | 0 | 2 | ready a=0 b=1             | =",
                "Never     | 0 | 2 | ready a=run               | =b",
                "Always    | 0 | 1 | ready a=new               | =a",
                "Always    | 0 | 2 | gone a=137 b=137          | +a b",
                "OnFailure | 0 | 2 | gone a=0 b=137            | +b",
                "Never     | 0 | 1 | gone a=137                | =",
                "OnFailure | 0 | 1 | gone a=0                  | =",
                "Always    | 1 | 1 | gone i1=0 a=137           | +i1",
                "Always    | 0 | 1 | ready a=1 a=run           | =",
            })
    void startsWhatIsMissing(String policy, int init, int main, String runtime, String expected) {
        PodActions actions = PodDecision.decide(
                TestPods.pod(policy, init, main), TestPods.runtime(runtime), ContainerHealth.ALL_WELL);
        String text = (actions.newSandbox() ? "+" : "=") + String.join(" ", actions.start());
        assertThat(text).isEqualTo(expected);
        assertThat(actions.kill()).isEmpty();
    }

    @Test
    void aContainerThatFailedItsProbeIsKilled() {
        PodActions actions = PodDecision.decide(
                TestPods.pod("Always", 0, 2), TestPods.runtime("ready a=run b=run"), new Failing("b0"));
        assertThat(actions.kill()).singleElement().satisfies(kill -> {
            assertThat(kill.container().name()).isEqualTo("b");
            assertThat(kill.message()).isEqualTo("Container b failed liveness probe, will be restarted");
        });
    }

    @Test
    void aContainerWhoseImageIsAnotherNowIsReplaced() {
        Pod pod = TestPods.pod("Always", 0, 2);
        pod.getSpec().getContainers().getLast().setImage("y");
        PodActions actions = PodDecision.decide(pod, TestPods.runtime("ready a=run b=run"), ContainerHealth.ALL_WELL);
        assertThat(actions.kill())
                .singleElement()
                .satisfies(kill ->
                        assertThat(kill.message()).isEqualTo("Container b definition changed, will be restarted"));
    }

    private record Failing(String id) implements ContainerHealth {
        @Override
        public boolean started(String containerId) {
            return true;
        }

        @Override
        public boolean ready(String containerId) {
            return true;
        }

        @Override
        public String failure(String containerId) {
            return containerId.equals(id) ? "liveness" : "";
        }
    }
}
