package io.jubernetes.testing.simulation;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Decides by chance which request meets which fault, while it is bad. */
final class Weather {

    private static final int MOST_EVENTS = 20;
    private static final int MOST_SECONDS = 30;

    private final FaultRates rates;
    private final SplittableRandom random;
    private boolean bad = true;

    /** What happens to a request. */
    enum Fault {
        NONE,
        REFUSED,
        LOST,
        INTERNAL_ERROR,
        TOO_MANY_REQUESTS
    }

    /** Where a watch breaks: behind so many events, at the latest after a time. */
    record Cut(int events, Duration time, boolean withinFrame) {}

    Weather(FaultRates rates, long seed) {
        this.rates = rates;
        this.random = new SplittableRandom(seed);
    }

    /** From now on nothing goes wrong. */
    void clear() {
        bad = false;
    }

    Fault fault() {
        if (!bad) {
            return Fault.NONE;
        }
        double chance = random.nextDouble();
        if (chance < rates.refused()) {
            return Fault.REFUSED;
        }
        if (chance < rates.refused() + rates.lost()) {
            return Fault.LOST;
        }
        if (chance < rates.refused() + rates.lost() + rates.failed()) {
            return random.nextInt(3) == 0 ? Fault.TOO_MANY_REQUESTS : Fault.INTERNAL_ERROR;
        }
        return Fault.NONE;
    }

    /** How late a request arrives. */
    Duration delay() {
        boolean slow = bad && random.nextDouble() < rates.slow();
        return slow ? Duration.ofMillis(1 + random.nextInt(2000)) : Duration.ZERO;
    }

    /** @return null for a watch that lasts */
    @Nullable
    Cut cut() {
        if (!bad || random.nextDouble() >= rates.cut()) {
            return null;
        }
        Duration time = Duration.ofMillis(1 + random.nextInt(MOST_SECONDS * 1000));
        return new Cut(random.nextInt(MOST_EVENTS), time, random.nextBoolean());
    }
}
