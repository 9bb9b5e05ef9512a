package io.jubernetes.testing.simulation;

import java.util.random.RandomGenerator;

/**
 * How often what goes wrong on the way between a client and the API server; shares of requests, from 0 to 1.
 *
 * @param refused the connection breaks before the request arrives
 * @param lost the connection breaks after the request took effect
 * @param failed the server answers 500, or 429, and does nothing
 * @param slow the request arrives late, by up to two seconds
 * @param cut a watch breaks off after some events, perhaps in the middle of one
 */
public record FaultRates(double refused, double lost, double failed, double slow, double cut) {

    public static final FaultRates NONE = new FaultRates(0, 0, 0, 0, 0);

    /** Swarm testing: each run has some kinds of faults, often or seldom, and none of the others; a quarter of the runs has none. */
    public static FaultRates draw(RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            return NONE;
        }
        return new FaultRates(rate(random), rate(random), rate(random), rate(random), rate(random) * 5);
    }

    private static double rate(RandomGenerator random) {
        double[] rates = {0, 0, 0.01, 0.03, 0.1};
        return rates[random.nextInt(rates.length)];
    }

    /** Whether clients may see what is long past. */
    public boolean delaysWatches() {
        return cut > 0;
    }
}
