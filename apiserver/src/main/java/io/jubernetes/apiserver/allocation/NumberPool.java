package io.jubernetes.apiserver.allocation;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Numbers from 0 to a limit that are taken and given back. The lowest are handed out last, so that there is room for those who
 * ask for a certain one:
 *
 * <pre>
 *   0         static            size
 *   |--asked for--|--handed out--|
 * </pre>
 *
 * <p>Not safe for use by several threads.
 */
final class NumberPool {

    private final BitSet taken;
    private final int size;
    private final int keptForRequests;

    NumberPool(int size, int keptForRequests) {
        this.taken = new BitSet(size);
        this.size = size;
        this.keptForRequests = Math.min(keptForRequests, size);
    }

    boolean take(int number) {
        if (taken.get(number)) {
            return false;
        }
        taken.set(number);
        return true;
    }

    /** Takes any free number, or none when all are taken. */
    OptionalInt takeAny(RandomGenerator random) {
        OptionalInt high = takeBetween(keptForRequests, size, random);
        return high.isPresent() ? high : takeBetween(0, keptForRequests, random);
    }

    private OptionalInt takeBetween(int from, int to, RandomGenerator random) {
        if (from >= to) {
            return OptionalInt.empty();
        }
        int start = random.nextInt(from, to);
        int free = taken.nextClearBit(start);
        if (free >= to) {
            free = taken.nextClearBit(from);
        }
        if (free >= to) {
            return OptionalInt.empty();
        }
        taken.set(free);
        return OptionalInt.of(free);
    }

    void release(int number) {
        taken.clear(number);
    }

    int free() {
        return size - taken.cardinality();
    }
}
