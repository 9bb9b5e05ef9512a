package io.jubernetes.kubelet.settings;

import java.time.Duration;
import java.util.List;

/**
 * When pods have to leave a node that runs short.
 *
 * @param transition how long a node says that it is short after it was
 * @param longestGrace the most time that a pod gets to end when a soft threshold was passed
 */
public record EvictionPolicy(List<Threshold> thresholds, Duration transition, Duration longestGrace) {

    /**
     * Upstream's, but for disks: a machine that somebody works on is often nine tenths full, and pods should run there too.
     */
    public static final EvictionPolicy DEFAULT = new EvictionPolicy(
            List.of(
                    hard(Signal.MEMORY, "100Mi"),
                    hard(Signal.NODE_FILES, "5%"),
                    hard(Signal.NODE_FILES_INODES, "5%"),
                    hard(Signal.IMAGE_FILES, "5%"),
                    hard(Signal.IMAGE_FILES_INODES, "5%")),
            Duration.ofMinutes(5),
            Duration.ZERO);

    public EvictionPolicy {
        thresholds = List.copyOf(thresholds);
    }

    private static Threshold hard(Signal signal, String amount) {
        return new Threshold(signal, amount, Duration.ZERO, "");
    }

    /** What pods cannot have because eviction begins before. */
    public long kept(Signal signal, long capacity) {
        return thresholds.stream()
                .filter(t -> t.isHard() && t.signal() == signal)
                .mapToLong(t -> t.bound(capacity))
                .max()
                .orElse(0);
    }
}
