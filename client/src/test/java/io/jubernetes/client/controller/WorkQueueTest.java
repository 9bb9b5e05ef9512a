package io.jubernetes.client.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkQueueTest {

    private final Simulation simulation = new Simulation(1);
    private final Environment environment = simulation.environment();
    private final WorkQueue<String> queue = new WorkQueue<>(environment, "q");

    @Test
    void a_key_that_waits_is_not_added_again() {
        simulation.run(() -> {
            queue.add("a");
            queue.add("b");
            queue.add("a");
            assertThat(queue.counters()).isEqualTo(new WorkQueue.Counters(2, 0, 2, 0));
            assertThat(queue.take()).isEqualTo("a");
            assertThat(queue.take()).isEqualTo("b");
        });
    }

    @Test
    void a_key_in_work_waits_until_it_is_done() {
        simulation.run(() -> {
            queue.add("a");
            assertThat(queue.take()).isEqualTo("a");
            queue.add("a");
            queue.add("a");
            assertThat(queue.counters().depth()).isZero();
            queue.done("a");
            assertThat(queue.counters().depth()).isEqualTo(1);
            assertThat(queue.take()).isEqualTo("a");
            queue.done("a");
            assertThat(queue.counters().depth()).isZero();
        });
    }

    @Test
    void of_several_delays_the_first_counts() {
        simulation.run(() -> {
            queue.addAfter("a", Duration.ofSeconds(10));
            queue.addAfter("a", Duration.ofSeconds(2));
            queue.addAfter("a", Duration.ofSeconds(5));
            assertThat(queue.take()).isEqualTo("a");
            assertThat(environment.nanoTime()).isEqualTo(Duration.ofSeconds(2).toNanos());
            queue.done("a");
            environment.sleep(Duration.ofSeconds(20));
            assertThat(queue.counters().depth()).isZero();
        });
    }

    @Test
    void failures_are_put_off_twice_as_long_each_time_until_forgotten() {
        simulation.run(() -> {
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                long before = environment.nanoTime();
                queue.addRateLimited("a");
                queue.take();
                queue.done("a");
                millis.add((environment.nanoTime() - before) / 1_000_000);
            }
            assertThat(millis).startsWith(5L, 10L, 20L, 40L, 80L).endsWith(655_360L, 1_000_000L, 1_000_000L);
            assertThat(queue.failures("a")).isEqualTo(20);
            queue.forget("a");
            assertThat(queue.failures("a")).isZero();
        });
    }

    @Test
    void closing_wakes_who_waits() {
        List<Boolean> woken = new ArrayList<>();
        simulation.run(() -> {
            Environment.Task worker = environment.start("worker", () -> woken.add(queue.take() == null));
            queue.addAfter("a", Duration.ofSeconds(1));
            environment.sleep(Duration.ofMillis(1));
            queue.close();
            worker.join();
            queue.add("b");
            assertThat(queue.take()).isNull();
        });
        assertThat(woken).containsExactly(true);
    }
}
