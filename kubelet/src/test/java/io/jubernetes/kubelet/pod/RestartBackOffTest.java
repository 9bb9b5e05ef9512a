package io.jubernetes.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RestartBackOffTest {

    @Test
    void waitsDoubleUpToFiveMinutes() {
        RestartBackOff backOff = new RestartBackOff();
        Instant now = TestPods.T0;
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Optional<RestartBackOff.Wait> wait = backOff.next("a", now, now);
            waits.add(wait.map(w -> w.left().toSeconds()).orElse(0L));
            now = now.plus(wait.map(RestartBackOff.Wait::left).orElse(Duration.ZERO));
            if (wait.isPresent()) {
                assertThat(backOff.next("a", now.minus(wait.get().left()), now)).isEmpty();
            }
        }
        assertThat(waits).containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void aLongRunForgetsWhatWasBefore() {
        RestartBackOff backOff = new RestartBackOff();
        backOff.next("a", TestPods.T0, TestPods.T0);
        Instant later = TestPods.T0.plus(Duration.ofMinutes(11));
        assertThat(backOff.next("a", later, later)).isEmpty();
    }

    @Test
    void durationsReadAsUpstreamWritesThem() {
        assertThat(RestartBackOff.text(Duration.ofSeconds(10))).isEqualTo("10s");
        assertThat(RestartBackOff.text(Duration.ofSeconds(80))).isEqualTo("1m20s");
        assertThat(RestartBackOff.text(Duration.ofMinutes(5))).isEqualTo("5m0s");
    }
}
