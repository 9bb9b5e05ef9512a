package io.jubernetes.bench.kvstore;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param slice how long one subject writes before the next one has its turn
 * @param rounds turns of each subject
 * @param overwrites puts of the measurement of room, over a tenth as many keys
 * @param openBytes size of the store that is opened
 */
record Effort(Duration slice, int rounds, int overwrites, long openBytes) {
    static final Effort QUICK = new Effort(Duration.ofMillis(900), 1, 20_000, 64L << 20);
    static final Effort FULL = new Effort(Duration.ofSeconds(4), 4, 200_000, 1L << 30);
}
