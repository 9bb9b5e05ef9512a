package io.jubernetes.testing.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.jube.cluster.EventUpkeep;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hours of a server's life, in simulated time. */
@Timeout(60)
class EventUpkeepTest {

    @Test
    void an_event_goes_an_hour_after_it_was_written_last_and_nothing_else_does() {
        try (Simulation simulation = new Simulation(1);
                MemoryStore store = new MemoryStore()) {
            Environment environment = simulation.environment();
            simulation.run(() -> {
                EventUpkeep upkeep = EventUpkeep.start(store, environment);
                put(store, "/registry/events/default/once");
                put(store, "/registry/pods/default/web");
                for (int minute = 0; minute <= 50; minute += 10) {
                    put(store, "/registry/events/default/again");
                    environment.sleep(Duration.ofMinutes(10));
                }
                assertThat(events(store)).isEqualTo(2);
                environment.sleep(Duration.ofMinutes(11));
                assertThat(events(store)).isEqualTo(1);
                assertThat(store.get("/registry/events/default/again")).isNotNull();
                environment.sleep(Duration.ofMinutes(60));
                assertThat(events(store)).isZero();
                assertThat(store.get("/registry/pods/default/web")).isNotNull();
                upkeep.close();
            });
        }
    }

    private static void put(MemoryStore store, String key) {
        store.commit(new Txn(List.of(), List.of(new Txn.Put(key, new byte[1]))));
    }

    private static int events(MemoryStore store) {
        return store.range(RangeRequest.all("/registry/events/")).items().size();
    }
}
