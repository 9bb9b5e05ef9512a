package io.jubernetes.testing.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What a simulated cluster is like.
 *
 * @param nodes how many hollow kubelets there are
 * @param rates of faults between clients and the API server
 * @param skew how far clocks of machines may be off, either way
 * @param standby whether there is a second controller manager, of which one works at a time
 * @param seed for all of the cluster's own chances
 */
public record ClusterPlan(int nodes, FaultRates rates, Duration skew, boolean standby, long seed, Parts parts) {

    /** A cluster drawn from a seed: half of them have wrong clocks, a quarter two controller managers. */
    public static ClusterPlan draw(long seed, Parts parts) {
        SplittableRandom random = new SplittableRandom(~seed);
        FaultRates rates = FaultRates.draw(random);
        Duration skew = random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(random.nextInt(600));
        long chances = random.nextLong();
        return new ClusterPlan(2, rates, skew, random.nextInt(4) == 0, chances, parts);
    }
}
