package io.jubernetes.kubelet.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.kubelet.eviction.NodePressure.Observation;
import io.jubernetes.kubelet.settings.EvictionPolicy;
import io.jubernetes.kubelet.settings.Signal;
import io.jubernetes.kubelet.settings.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class NodePressureTest {

    private static final Threshold HARD = new Threshold(Signal.MEMORY, "10%", Duration.ZERO, "");
    private static final Threshold SOFT = new Threshold(Signal.NODE_FILES, "20", Duration.ofSeconds(30), "10");

    private final NodePressure pressure =
            new NodePressure(new EvictionPolicy(List.of(SOFT, HARD), Duration.ofSeconds(60), Duration.ZERO));

    private Optional<Threshold> at(int second, long memory, long files) {
        Map<Signal, Observation> seen =
                Map.of(Signal.MEMORY, new Observation(memory, 100), Signal.NODE_FILES, new Observation(files, 100));
        return pressure.observe(seen, Duration.ofSeconds(second).toNanos());
    }

    @Test
    void aHardThresholdActsAtOnce() {
        assertThat(at(0, 10, 100)).isEmpty();
        assertThat(pressure.conditions()).isEmpty();
        assertThat(at(10, 9, 100)).contains(HARD);
        assertThat(pressure.conditions()).containsExactly("MemoryPressure");
    }

    @Test
    void aSoftOneWaitsAndShowsMeanwhile() {
        assertThat(at(0, 100, 19)).isEmpty();
        assertThat(pressure.conditions()).containsExactly("DiskPressure");
        assertThat(at(29, 100, 19)).isEmpty();
        assertThat(at(30, 100, 19)).contains(SOFT);
    }

    @Test
    void aShortageIsOverWhenEnoughWasReclaimed() {
        at(0, 100, 19);
        assertThat(at(30, 100, 29)).contains(SOFT);
        assertThat(at(40, 100, 30)).isEmpty();
        assertThat(at(50, 100, 25)).as("it begins anew").isEmpty();
    }

    @Test
    void theConditionStaysForAWhile() {
        at(0, 5, 100);
        at(59, 50, 100);
        assertThat(pressure.conditions()).containsExactly("MemoryPressure");
        at(60, 50, 100);
        assertThat(pressure.conditions()).isEmpty();
    }

    @Test
    void memoryIsMoreUrgentThanDisks() {
        at(0, 100, 1);
        assertThat(at(30, 5, 1)).contains(HARD);
    }

    @Test
    void whatIsNotKnownIsNotShort() {
        assertThat(pressure.observe(Map.of(), 0)).isEmpty();
    }
}
