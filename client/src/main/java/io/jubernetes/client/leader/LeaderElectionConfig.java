package io.jubernetes.client.leader;

import java.time.Duration;

/**
 * Which Lease, who, and how patient.
 *
 * @param identity unique among the candidates
 * @param leaseDuration how long a holder that was not heard of stays the holder
 * @param renewDeadline how long a leader that cannot renew stays the leader; less than {@code leaseDuration}
 * @param retryPeriod between attempts; less than {@code renewDeadline}
 */
public record LeaderElectionConfig(
        String namespace,
        String name,
        String identity,
        Duration leaseDuration,
        Duration renewDeadline,
        Duration retryPeriod) {

    public LeaderElectionConfig {
        if (leaseDuration.compareTo(renewDeadline) <= 0) {
            throw new IllegalArgumentException("leaseDuration must be greater than renewDeadline");
        }
        if (renewDeadline.compareTo(retryPeriod.multipliedBy(6).dividedBy(5)) <= 0) {
            throw new IllegalArgumentException("renewDeadline must be greater than retryPeriod times 1.2");
        }
    }

    /** With upstream's times: 15, 10 and 2 seconds. */
    public static LeaderElectionConfig of(String namespace, String name, String identity) {
        return new LeaderElectionConfig(
                namespace, name, identity, Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }
}
