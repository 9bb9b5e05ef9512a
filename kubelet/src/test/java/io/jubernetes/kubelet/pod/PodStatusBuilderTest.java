package io.jubernetes.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class PodStatusBuilderTest {

    private static PodStatus status(String policy, int init, int main, String runtime, Map<String, Waiting> waiting) {
        return new PodStatusBuilder("process://", "192.0.2.9")
                .build(
                        TestPods.pod(policy, init, main),
                        new PodStatusBuilder.Facts(
                                TestPods.runtime(runtime), ContainerHealth.ALL_WELL, waiting, TerminationMessages.NONE),
                        null,
                        TestPods.T0);
    }

    private static boolean condition(PodStatus status, String type) {
        return status.getConditions().stream()
                .anyMatch(c -> c.getType().equals(type) && c.getStatus().equals("True"));
    }

    @ParameterizedTest(name = "{0} init={1} main={2} [{3}] -> {4}, ready {5}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Always    | 0 | 1 | ''                   | Pending   | false",
                "Always    | 1 | 1 | ready i1=run         | Pending   | false",
                "Always    | 1 | 1 | ready i1=1           | Pending   | false",
                "Never     | 1 | 1 | ready i1=1           | Failed    | false",
                "Always    | 0 | 2 | ready a=run          | Pending   | false",
                "Always    | 0 | 2 | ready a=run b=run    | Running   | true",
                "Always    | 0 | 2 | ready a=run b=1      | Running   | false",
                "Always    | 0 | 1 | ready a=1            | Running   | false",
                "OnFailure | 0 | 1 | ready a=1            | Running   | false",
                "OnFailure | 0 | 1 | ready a=0            | Succeeded | false",
                "Never     | 0 | 2 | ready a=0 b=0        | Succeeded | false",
                "Never     | 0 | 2 | ready a=0 b=2        | Failed    | false",
                "Never     | 0 | 2 | ready a=run b=2      | Running   | false",
            })
    void phaseAndReadinessFollowTheContainers(
            String policy, int init, int main, String runtime, String phase, boolean ready) {
        PodStatus status = status(policy, init, main, runtime, Map.of());
        assertThat(status.getPhase()).isEqualTo(phase);
        assertThat(condition(status, "Ready")).isEqualTo(ready);
    }

    @Test
    void aContainerThatIsHeldBackWaitsWithItsLastEnd() {
        PodStatus status =
                status("Always", 0, 1, "ready a=1 a=2", Map.of("a", new Waiting("CrashLoopBackOff", "back-off 10s")));
        var container = status.getContainerStatuses().getFirst();
        assertThat(container.getState().getWaiting().getReason()).isEqualTo("CrashLoopBackOff");
        assertThat(container.getLastState().getTerminated().getExitCode()).isEqualTo(2);
        assertThat(container.getRestartCount()).isEqualTo(1);
        assertThat(container.getContainerID()).isEqualTo("process://a1");
    }

    @Test
    void addressesAreThePodsAndTheNodes() {
        PodStatus status = status("Always", 0, 1, "ready a=run", Map.of());
        assertThat(status.getPodIP()).isEqualTo("10.0.0.2");
        assertThat(status.getHostIP()).isEqualTo("192.0.2.9");
        assertThat(condition(status, "PodReadyToStartContainers")).isTrue();
    }

    @Test
    void unreadyContainersAreNamed() {
        PodStatus status = status("Always", 1, 2, "ready i1=run", Map.of());
        assertThat(status.getConditions()).anySatisfy(c -> {
            assertThat(c.getType()).isEqualTo("Initialized");
            assertThat(c.getMessage()).isEqualTo("containers with incomplete status: [i1]");
        });
        assertThat(status.getConditions()).anySatisfy(c -> {
            assertThat(c.getType()).isEqualTo("ContainersReady");
            assertThat(c.getMessage()).isEqualTo("containers with unready status: [a b]");
        });
        assertThat(status.getContainerStatuses()
                        .getFirst()
                        .getState()
                        .getWaiting()
                        .getReason())
                .isEqualTo("PodInitializing");
    }
}
