package io.jubernetes.kubelet.runtime.hollow;

import java.time.Duration;

/**
 * How hollow containers behave. A pod's annotations say more: {@value HollowRuntime#EXIT_CODE} and {@value
 * HollowRuntime#RUN_SECONDS} make its containers end, {@value HollowRuntime#READY} {@code "false"} fails their probes.
 *
 * @param sandboxLatency how long making a sandbox takes
 * @param startLatency how long starting a container takes
 * @param stopLatency how long a container takes to end after it was asked to
 * @param processors of the pretended machine
 * @param memoryBytes of the pretended machine
 */
public record HollowConfig(
        Duration sandboxLatency, Duration startLatency, Duration stopLatency, int processors, long memoryBytes) {

    public static final HollowConfig DEFAULT =
            new HollowConfig(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(10), 32, 256L << 30);
}
