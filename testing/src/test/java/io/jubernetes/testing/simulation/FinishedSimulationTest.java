package io.jubernetes.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.simulation.Simulation;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hundreds of simulated clusters live in one JVM, one after the other: none may leave anything behind. */
@Timeout(120)
class FinishedSimulationTest {

    @Test
    void aClusterThatWasLeftRunningCanBeCollected() {
        WeakReference<SimulatedCluster> cluster = leftRunning();
        for (int i = 0; i < 20 && cluster.get() != null; i++) {
            System.gc();
        }
        assertThat(cluster.get()).isNull();
    }

    private static WeakReference<SimulatedCluster> leftRunning() {
        try (Simulation simulation = new Simulation(5)) {
            ClusterPlan plan = new ClusterPlan(2, FaultRates.NONE, Duration.ZERO, false, 5, Parts.REAL);
            SimulatedCluster cluster = new SimulatedCluster(simulation, plan);
            simulation.run(() -> {
                cluster.start();
                simulation.environment().sleep(Duration.ofSeconds(30));
            });
            assertThat(cluster.history().count()).isPositive();
            return new WeakReference<>(cluster);
        }
    }
}
