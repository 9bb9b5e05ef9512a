package io.jubernetes.controllers;

import java.time.Duration;

/**
 * How the controllers run.
 *
 * @param workers how many keys each controller works on at a time
 * @param rootCaPem the certificate authority that pods trust the API server by; empty: none is published
 * @param nodeGracePeriod how long a node may stay silent before it counts as lost
 * @param terminatedPodThreshold how many ended pods are kept before the oldest go; 0: all are kept
 */
public record ControllerManagerConfig(
        int workers, String rootCaPem, Duration nodeGracePeriod, int terminatedPodThreshold) {

    /** For a laptop. */
    public static final ControllerManagerConfig DEFAULT =
            new ControllerManagerConfig(2, "", Duration.ofSeconds(40), 12500);

    public ControllerManagerConfig {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers + " (expected: >= 1)");
        }
        if (nodeGracePeriod.isNegative() || nodeGracePeriod.isZero()) {
            throw new IllegalArgumentException("nodeGracePeriod: " + nodeGracePeriod + " (expected: > 0)");
        }
    }

    public ControllerManagerConfig withRootCa(String pem) {
        return new ControllerManagerConfig(workers, pem, nodeGracePeriod, terminatedPodThreshold);
    }
}
