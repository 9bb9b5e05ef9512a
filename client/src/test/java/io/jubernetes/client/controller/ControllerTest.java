package io.jubernetes.client.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(30)
class ControllerTest {

    private static final Key A = new Key("default", "a");

    private final Simulation simulation = new Simulation(1);
    private final Environment environment = simulation.environment();
    private final List<Long> millis = new ArrayList<>();

    @Test
    void a_key_is_reconciled_once_for_each_time_it_was_enqueued() {
        times(key -> Result.done(), 1);
        assertThat(millis).containsExactly(0L);
    }

    @Test
    void a_result_may_ask_for_another_look() {
        times(key -> millis.size() < 3 ? Result.requeueAfter(Duration.ofSeconds(2)) : Result.done(), 1);
        assertThat(millis).containsExactly(0L, 2000L, 4000L);
    }

    @Test
    void a_failure_is_tried_again_after_a_while_that_grows() {
        times(
                key -> {
                    if (millis.size() < 5) {
                        throw new java.io.IOException("not yet");
                    }
                    return Result.done();
                },
                1);
        assertThat(millis).containsExactly(0L, 5L, 15L, 35L, 75L);
    }

    @Test
    void even_an_error_is_a_failure_only_of_its_key() {
        times(
                key -> {
                    if (millis.size() < 2) {
                        throw new StackOverflowError();
                    }
                    return Result.done();
                },
                1);
        assertThat(millis).containsExactly(0L, 5L);
    }

    @Test
    void a_conflict_is_tried_again_soon() {
        times(
                key -> {
                    if (millis.size() < 2) {
                        throw ApiException.conflict("", "pods", "a", ApiException.MODIFIED);
                    }
                    return Result.done();
                },
                1);
        assertThat(millis).containsExactly(0L, 5L);
    }

    @Test
    void a_terminal_failure_is_not_tried_again() {
        times(
                key -> {
                    throw new TerminalException("never");
                },
                1);
        assertThat(millis).containsExactly(0L);
    }

    @Test
    void what_is_logged_meanwhile_says_which_key() {
        List<String> logged = new ArrayList<>();
        times(
                key -> {
                    logged.add(MDC.get("controller") + " " + MDC.get("key") + " " + MDC.get("reconcile"));
                    return Result.done();
                },
                1);
        assertThat(logged).containsExactly("test default/a 1");
    }

    @Test
    void workers_run_side_by_side_but_never_for_the_same_key() {
        for (long seed = 0; seed < 50; seed++) {
            Set<Key> inWork = new HashSet<>();
            int[] most = new int[1];
            try (Simulation many = new Simulation(seed)) {
                Environment its = many.environment();
                Reconciler reconciler = key -> {
                    assertThat(inWork.add(key)).isTrue();
                    most[0] = Math.max(most[0], inWork.size());
                    its.sleep(Duration.ofMillis(its.random().nextInt(20)));
                    inWork.remove(key);
                    return Result.done();
                };
                many.run(() -> {
                    Controller controller = new Controller("test", its, reconciler, 4);
                    controller.start();
                    for (int i = 0; i < 200; i++) {
                        controller.enqueue(new Key("default", "k" + its.random().nextInt(5)));
                        its.sleep(Duration.ofMillis(its.random().nextInt(4)));
                    }
                    its.sleep(Duration.ofSeconds(1));
                    assertThat(controller.counters().errors()).isZero();
                    assertThat(controller.counters().queue().inWork()).isZero();
                    controller.close();
                });
            }
            assertThat(most[0]).isBetween(2, 4);
        }
    }

    private void times(Reconciler reconciler, int workers) {
        Reconciler noting = key -> {
            millis.add(environment.nanoTime() / 1_000_000);
            return reconciler.reconcile(key);
        };
        simulation.run(() -> {
            Controller controller = new Controller("test", environment, noting, workers);
            controller.enqueue(A);
            controller.enqueue(A);
            controller.start();
            environment.sleep(Duration.ofHours(1));
            controller.close();
        });
    }
}
