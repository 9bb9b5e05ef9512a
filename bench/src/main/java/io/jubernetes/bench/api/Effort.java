package io.jubernetes.bench.api;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param warming how long the server is given to compile what it runs often
 * @param slice how long a load goes on
 * @param creates pods that are created to measure it
 * @param watchers of the fan-out
 * @param resident pods of the measurement of memory
 */
record Effort(Duration warming, Duration slice, int creates, int watchers, int resident) {
    static final Effort QUICK = new Effort(Duration.ofMillis(1500), Duration.ofMillis(1500), 4_000, 200, 10_000);
    static final Effort FULL = new Effort(Duration.ofSeconds(45), Duration.ofSeconds(8), 20_000, 1_000, 50_000);
}
