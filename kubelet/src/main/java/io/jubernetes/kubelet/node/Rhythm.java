package io.jubernetes.kubelet.node;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;

/**
 * Pauses between what a node does again and again. Nodes that start together must not go on together: thousands of them would
 * call in the same moment every ten seconds. So the first pause is any part of the period, and later ones differ a little, as
 * upstream's do.
 */
final class Rhythm {

    /** Upstream's jitter of a kubelet's loops. */
    private static final double JITTER = 0.04;

    private final Environment environment;
    private final Duration period;
    private boolean begun;

    Rhythm(Environment environment, Duration period) {
        this.environment = environment;
        this.period = period;
    }

    Duration next() {
        double chance = environment.random().nextDouble();
        double share = begun ? 1 + JITTER * chance : chance;
        begun = true;
        return Duration.ofNanos((long) (period.toNanos() * share));
    }
}
