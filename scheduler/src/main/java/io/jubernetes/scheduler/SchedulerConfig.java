package io.jubernetes.scheduler;

import io.jubernetes.scheduler.queue.Backoff;
import java.time.Duration;

/**
 * How a scheduler runs.
 *
 * @param schedulerName the pods that ask for this scheduler are its own
 * @param backoff how long a pod waits after a failed try
 * @param parallelWrites how many bindings and status writes may be under way at a time
 */
public record SchedulerConfig(String schedulerName, Backoff backoff, int parallelWrites) {

    public static final SchedulerConfig DEFAULT =
            new SchedulerConfig("default-scheduler", new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10)), 64);

    public SchedulerConfig {
        if (schedulerName.isEmpty()) {
            throw new IllegalArgumentException("schedulerName must not be empty");
        }
        if (parallelWrites < 1) {
            throw new IllegalArgumentException("parallelWrites: " + parallelWrites + " (expected: >= 1)");
        }
    }
}
