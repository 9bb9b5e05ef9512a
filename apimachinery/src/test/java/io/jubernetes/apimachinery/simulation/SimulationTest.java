package io.jubernetes.apimachinery.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.environment.Environment;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulationTest {

    @Test
    void the_same_seed_gives_the_same_run() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(race(seed)).isEqualTo(race(seed));
        }
    }

    @Test
    void the_run_of_a_seed_is_the_same_in_every_jvm() {
        assertThat(String.join(" ", race(42)))
                .startsWith(
                        "a0 c0 b0 b1 c1 b2 c2 a1 c3 b3 a2 b4 b5 c4 b6 a3 c5 b7 c6 c7 a4 b8 c8 b9 c9 a5 a6 a7 a8 a9");
    }

    @Test
    void other_seeds_give_other_runs() {
        Set<List<String>> runs = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            runs.add(race(seed));
        }
        assertThat(runs).hasSizeGreaterThan(15);
    }

    @Test
    void time_passes_only_when_nothing_can_run() {
        try (Simulation simulation = new Simulation(1)) {
            Environment environment = simulation.environment();
            simulation.run(() -> {
                Instant begin = environment.now();
                environment.sleep(Duration.ofDays(30));
                assertThat(environment.now()).isEqualTo(begin.plus(Duration.ofDays(30)));
            });
        }
    }

    @Test
    void machines_may_have_clocks_that_differ() {
        try (Simulation simulation = new Simulation(1)) {
            Environment late = simulation.environment(Duration.ofSeconds(-7));
            assertThat(late.now()).isEqualTo(simulation.environment().now().minusSeconds(7));
            assertThat(late.nanoTime()).isEqualTo(simulation.environment().nanoTime());
        }
    }

    @Test
    void a_timer_starts_its_action_unless_cancelled() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = new Simulation(1)) {
            Environment environment = simulation.environment();
            simulation.run(() -> {
                environment.after(Duration.ofSeconds(2), "b", () -> seen.add("b"));
                environment.after(Duration.ofSeconds(1), "a", () -> seen.add("a"));
                environment
                        .after(Duration.ofSeconds(1), "no", () -> seen.add("no"))
                        .cancel();
                environment.sleep(Duration.ofSeconds(3));
            });
        }
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void a_wait_with_a_limit_ends_at_the_limit() {
        ReentrantLock lock = new ReentrantLock();
        Condition never = lock.newCondition();
        try (Simulation simulation = new Simulation(1)) {
            Environment environment = simulation.environment();
            simulation.run(() -> {
                lock.lock();
                try {
                    assertThat(environment.await(never, Duration.ofHours(1))).isFalse();
                    assertThat(lock.isHeldByCurrentThread()).isTrue();
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                } finally {
                    lock.unlock();
                }
                assertThat(environment.nanoTime()).isEqualTo(Duration.ofHours(1).toNanos());
            });
        }
    }

    @Test
    void a_wait_with_a_limit_ends_by_a_signal_before() {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        try (Simulation simulation = new Simulation(1)) {
            Environment environment = simulation.environment();
            simulation.run(() -> {
                environment.after(Duration.ofSeconds(1), "signal", () -> {
                    lock.lock();
                    condition.signal();
                    lock.unlock();
                });
                lock.lock();
                try {
                    assertThat(environment.await(condition, Duration.ofHours(1)))
                            .isTrue();
                } finally {
                    lock.unlock();
                }
                environment.sleep(Duration.ofHours(2));
                assertThat(environment.nanoTime())
                        .isEqualTo(Duration.ofSeconds(7201).toNanos());
            });
        }
    }

    @Test
    void an_interruption_is_not_taken_for_the_limit() {
        for (long seed = 0; seed < 50; seed++) {
            ReentrantLock lock = new ReentrantLock();
            Condition never = lock.newCondition();
            AtomicBoolean interrupted = new AtomicBoolean();
            try (Simulation simulation = new Simulation(seed)) {
                Environment environment = simulation.environment();
                simulation.run(() -> {
                    Environment.Task waiter = environment.start("waiter", () -> {
                        lock.lock();
                        try {
                            environment.await(never, Duration.ofSeconds(1));
                            environment.sleep(Duration.ofSeconds(1));
                        } catch (InterruptedException e) {
                            interrupted.set(true);
                        } finally {
                            lock.unlock();
                        }
                    });
                    environment.sleep(Duration.ofSeconds(1));
                    waiter.interrupt();
                    waiter.join();
                });
            }
            assertThat(interrupted).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void every_task_waiting_for_another_is_reported_with_their_names() {
        try (Simulation simulation = new Simulation(7)) {
            CountDownLatch never = new CountDownLatch(1);
            assertThatThrownBy(() -> simulation.run(() -> {
                        simulation.environment().start("stuck-one", never::await);
                        never.await();
                    }))
                    .isInstanceOf(SimulationFailure.class)
                    .hasMessageContaining("every task waits")
                    .hasMessageContaining("seed 7L")
                    .hasMessageContaining("stuck-one")
                    .hasMessageContaining("SimulationTest");
        }
    }

    @Test
    void going_in_circles_is_reported() {
        try (Simulation simulation = new Simulation(3, 10_000)) {
            assertThatThrownBy(() -> simulation.run(() -> {
                        while (!Thread.interrupted()) {
                            Thread.yield();
                        }
                    }))
                    .isInstanceOf(SimulationFailure.class)
                    .hasMessageContaining("too many steps")
                    .hasMessageContaining("seed 3L");
        }
    }

    @Test
    void a_condition_that_never_holds_is_reported() {
        try (Simulation simulation = new Simulation(3)) {
            assertThatThrownBy(() -> simulation.runUntil("pigs fly", () -> false, Duration.ofMinutes(1)))
                    .hasMessageContaining("not reached within PT1M: pigs fly");
        }
    }

    @Test
    void a_failed_task_ends_the_run() {
        try (Simulation simulation = new Simulation(3)) {
            assertThatThrownBy(() -> simulation.run(() -> {
                        simulation.environment().start("bad", () -> {
                            throw new IllegalStateException("oh");
                        });
                        simulation.environment().sleep(Duration.ofSeconds(1));
                    }))
                    .isInstanceOf(SimulationFailure.class)
                    .hasMessageContaining("bad")
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void what_the_main_body_throws_comes_out() {
        try (Simulation simulation = new Simulation(3)) {
            assertThatThrownBy(() -> simulation.run(() -> assertThat(1).isEqualTo(2)))
                    .isInstanceOf(AssertionError.class)
                    .isNotInstanceOf(SimulationFailure.class);
        }
    }

    @Test
    void closing_ends_what_still_runs() {
        List<Thread> threads = new ArrayList<>();
        try (Simulation simulation = new Simulation(3)) {
            simulation.run(() -> {
                CountDownLatch never = new CountDownLatch(1);
                for (int i = 0; i < 5; i++) {
                    simulation.environment().start("t" + i, () -> {
                        threads.add(Thread.currentThread());
                        never.await();
                    });
                }
                simulation.environment().sleep(Duration.ofSeconds(1));
            });
        }
        assertThat(threads).hasSize(5).noneMatch(Thread::isAlive);
    }

    @Test
    void closing_names_what_does_not_end() {
        CountDownLatch never = new CountDownLatch(1);
        Simulation simulation = new Simulation(3);
        simulation.run(() -> {
            simulation.environment().start("deaf", () -> {
                while (true) {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        // goes on
                    }
                }
            });
            simulation.environment().sleep(Duration.ofSeconds(1));
        });
        assertThatThrownBy(simulation::close)
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("did not end")
                .hasMessageContaining("deaf");
    }

    @Test
    void what_a_closed_simulation_held_can_be_collected() {
        WeakReference<Environment> environment = closedWhileTasksWait();
        for (int i = 0; i < 20 && environment.get() != null; i++) {
            System.gc();
        }
        assertThat(environment.get()).isNull();
    }

    private static WeakReference<Environment> closedWhileTasksWait() {
        try (Simulation simulation = new Simulation(3)) {
            Environment environment = simulation.environment();
            simulation.run(() -> {
                ReentrantLock lock = new ReentrantLock();
                Condition never = lock.newCondition();
                environment.start("sleeps", () -> environment.sleep(Duration.ofDays(1)));
                environment.start("takes", () -> new ArrayBlockingQueue<String>(1).take());
                environment.start(
                        "joins",
                        () -> environment
                                .start("joined", () -> environment.sleep(Duration.ofDays(2)))
                                .join());
                environment.start("awaits", () -> {
                    lock.lock();
                    try {
                        environment.await(never, Duration.ofDays(1));
                    } finally {
                        lock.unlock();
                    }
                });
                environment.after(Duration.ofDays(1), "later", () -> {});
                environment.sleep(Duration.ofSeconds(1));
            });
            return new WeakReference<>(environment);
        }
    }

    @Test
    void uids_are_seeded_and_well_formed() {
        String uid = new Simulation(5).environment().newUid();
        assertThat(uid).isEqualTo(new Simulation(5).environment().newUid());
        assertThat(uid).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void futures_and_monitors_work_too() {
        Object monitor = new Object();
        try (Simulation simulation = new Simulation(11)) {
            Environment environment = simulation.environment();
            simulation.run(() -> {
                CompletableFuture<String> future = new CompletableFuture<>();
                environment.start("completer", () -> {
                    synchronized (monitor) {
                        environment.sleep(Duration.ofSeconds(1));
                    }
                    future.complete("x");
                });
                environment.start("blocked", () -> {
                    synchronized (monitor) {
                        environment.sleep(Duration.ofMillis(1));
                    }
                });
                assertThat(future.join()).isEqualTo("x");
            });
        }
    }

    @Test
    void an_interruption_that_was_seen_elsewhere_does_not_count_later() {
        ReentrantLock lock = new ReentrantLock();
        Condition never = lock.newCondition();
        try (Simulation simulation = new Simulation(1)) {
            Environment environment = simulation.environment();
            AtomicBoolean timedOut = new AtomicBoolean();
            simulation.run(() -> {
                Environment.Task waiter = environment.start("waiter", () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        lock.lock();
                        timedOut.set(!environment.await(never, Duration.ofSeconds(1)));
                        lock.unlock();
                    }
                });
                environment.sleep(Duration.ofSeconds(1));
                waiter.interrupt();
                waiter.join();
            });
            assertThat(timedOut).isTrue();
        }
    }

    /** Three tasks that take turns as the seed says. */
    private static List<String> race(long seed) {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = new Simulation(seed)) {
            Environment environment = simulation.environment();
            simulation.run(() -> {
                List<Environment.Task> tasks = new ArrayList<>();
                for (String name : List.of("a", "b", "c")) {
                    tasks.add(environment.start(name, () -> {
                        for (int i = 0; i < 10; i++) {
                            seen.add(name + i);
                            environment.sleep(
                                    Duration.ofMillis(environment.random().nextInt(3)));
                        }
                    }));
                }
                for (Environment.Task task : tasks) {
                    task.join();
                }
            });
            seen.add("end " + simulation.fingerprint());
        }
        return seen;
    }
}
