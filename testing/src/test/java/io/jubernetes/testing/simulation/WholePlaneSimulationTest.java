package io.jubernetes.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.testing.simulation.plane.PlaneRun;
import io.jubernetes.testing.simulation.plane.PlaneRun.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * API server, controllers, scheduler and two hollow kubelets under seeded faults. {@code -Dseeds=N} runs another number of seeds,
 * {@code -DfirstSeed=N} others, {@code -Dseed=N} one only.
 */
@Timeout(1800)
class WholePlaneSimulationTest {

    private static final int SEEDS = Integer.getInteger("seeds", 200);
    private static final long FIRST = Long.getLong("firstSeed", 1);
    /** How many seeds are run a second time. */
    private static final int REPEATED = 10;

    @Test
    void theClusterKeepsItsPromisesWhateverFails() {
        Map<Long, String> broken = new LinkedHashMap<>();
        long changes = 0;
        for (long seed : seeds().toArray()) {
            try {
                changes += PlaneRun.of(seed, Parts.REAL).changes();
            } catch (AssertionError e) {
                broken.put(seed, String.valueOf(e.getMessage()));
            }
        }
        assertThat(broken.keySet())
                .as("seeds that failed; the first: %s", first(broken))
                .isEmpty();
        assertThat(changes).as("changes of the store").isPositive();
    }

    private static String first(Map<Long, String> broken) {
        return broken.values().stream().findFirst().orElse("none");
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        for (long seed : seeds().limit(REPEATED).toArray()) {
            Outcome once = PlaneRun.of(seed, Parts.REAL);
            Outcome again = PlaneRun.of(seed, Parts.REAL);
            assertThat(again).as("seed %d", seed).isEqualTo(once);
        }
    }

    private static LongStream seeds() {
        Long one = Long.getLong("seed");
        return one != null ? LongStream.of(one) : LongStream.range(FIRST, FIRST + SEEDS);
    }
}
