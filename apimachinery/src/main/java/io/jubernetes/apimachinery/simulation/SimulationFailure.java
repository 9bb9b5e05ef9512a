package io.jubernetes.apimachinery.simulation;

import org.jspecify.annotations.Nullable;

/** A simulated run came to a bad end. The message says why, with which seed, what the tasks were doing, and what ran last. */
public final class SimulationFailure extends AssertionError {
    SimulationFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
