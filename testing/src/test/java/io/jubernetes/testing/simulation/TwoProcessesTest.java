package io.jubernetes.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.testing.simulation.plane.PlaneRun;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same seed gives the same history in another JVM, with other hash codes and another salt of immutable collections. */
@Timeout(300)
class TwoProcessesTest {

    private static final List<String> SEEDS = List.of("1", "3", "25");

    @Test
    void theSameSeedGivesTheSameHistoryInAnotherProcess() throws IOException, InterruptedException {
        OtherJvm other = OtherJvm.start(SecondProcess.class, SEEDS);
        String there = other.output();
        assertThat(other.process().waitFor()).isZero();
        List<String> here = SEEDS.stream()
                .map(seed -> PlaneRun.of(Long.parseLong(seed), Parts.REAL).fingerprint())
                .toList();
        assertThat(there.lines().toList()).isEqualTo(here);
    }
}
