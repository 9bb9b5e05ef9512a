package io.jubernetes.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.testing.simulation.plane.PlaneRun;
import io.jubernetes.testing.simulation.plane.PlaneRun.Outcome;
import io.jubernetes.testing.simulation.plane.Simulate;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * API server, controllers, scheduler and hollow kubelets under seeded faults. {@code -Dseeds=N} runs another number of seeds,
 * {@code -DfirstSeed=N} others, {@code -Dseed=N} one only.
 */
@Timeout(1800)
class WholePlaneSimulationTest {

    private static final int SEEDS = Integer.getInteger("seeds", 500);
    private static final long FIRST = Long.getLong("firstSeed", 1);
    /** How many seeds are run a second time. */
    private static final int REPEATED = 10;

    /** Half of the seeds run in a JVM beside this one, for the machine's other core. */
    @Test
    void theClusterKeepsItsPromisesWhateverFails() throws IOException, InterruptedException {
        long[] seeds = seeds().toArray();
        int there = seeds.length / 2;
        OtherJvm other = OtherJvm.start(Simulate.class, List.of(Integer.toString(there), Long.toString(seeds[0])));
        Map<Long, String> broken = new LinkedHashMap<>();
        for (int i = there; i < seeds.length; i++) {
            try {
                PlaneRun.of(seeds[i], Parts.REAL);
            } catch (AssertionError e) {
                broken.put(seeds[i], String.valueOf(e.getMessage()));
            }
        }
        String output = other.output();
        assertThat(other.process().waitFor()).as(output).isZero();
        assertThat(broken.keySet())
                .as("seeds that failed; the first: %s", first(broken))
                .isEmpty();
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
