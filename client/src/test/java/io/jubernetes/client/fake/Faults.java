package io.jubernetes.client.fake;

import java.util.random.RandomGenerator;

/** What goes wrong, by chance. Everything in percent. */
public final class Faults {

    public static final Faults NONE = new Faults(new java.util.SplittableRandom(0), 0);

    private final RandomGenerator random;
    private final int percent;

    public Faults(RandomGenerator random, int percent) {
        this.random = random;
        this.percent = percent;
    }

    boolean refuseConnection() {
        return percent > 0 && random.nextInt(100) < percent;
    }

    boolean sendGarbage() {
        return percent > 0 && random.nextInt(100) < percent / 2;
    }

    boolean breakOff() {
        return percent > 0 && random.nextInt(100) < percent / 2;
    }

    boolean isAny() {
        return percent > 0;
    }

    /** How many bytes the next piece has. */
    int pieceSize() {
        return 1 + random.nextInt(60);
    }
}
