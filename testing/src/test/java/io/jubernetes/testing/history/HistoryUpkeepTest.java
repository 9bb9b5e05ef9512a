package io.jubernetes.testing.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.jube.cluster.HistoryUpkeep;
import io.jubernetes.kvstore.HistoryLimit;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Days of a server's life, in simulated time. */
@Timeout(60)
class HistoryUpkeepTest {

    @Test
    void a_day_of_history_is_kept_and_not_much_more() {
        try (Simulation simulation = new Simulation(1);
                MemoryStore store = new MemoryStore()) {
            Environment environment = simulation.environment();
            simulation.run(() -> {
                HistoryUpkeep upkeep = HistoryUpkeep.start(store, HistoryLimit.Bounds.DEFAULT, environment);
                for (int minute = 0; minute < 3 * 24 * 60; minute++) {
                    store.commit(new Txn(List.of(), List.of(new Txn.Put("key", new byte[1]))));
                    environment.sleep(Duration.ofMinutes(1));
                    if (minute < 24 * 60) {
                        assertThat(store.compactedRevision()).isZero();
                    }
                }
                assertThat(store.revision() - store.compactedRevision()).isBetween(24 * 60L, 24 * 60L + 15);
                upkeep.close();
            });
        }
    }
}
