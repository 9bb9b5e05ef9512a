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
 * <p>A number is <i>held</i> for a write under way, then <i>stored</i>. Not safe for use by several threads.
 */
final class NumberPool {

    private final BitSet held;
    private final BitSet stored;
    private final int size;
    private final int keptForRequests;

    NumberPool(int size, int keptForRequests) {
        this.held = new BitSet(size);
        this.stored = new BitSet(size);
        this.size = size;
        this.keptForRequests = Math.min(keptForRequests, size);
    }

    boolean take(int number) {
        if (held.get(number) || stored.get(number)) {
            return false;
        }
        held.set(number);
        return true;
    }

    /** Notes that a number stands in what is stored, whoever put it there; false when it did already. */
    boolean store(int number) {
        held.clear(number);
        boolean fresh = !stored.get(number);
        stored.set(number);
        return fresh;
    }

    /** Forgets what is stored, to be told anew. */
    void forgetStored() {
        stored.clear();
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
        int free = nextFree(start);
        if (free >= to) {
            free = nextFree(from);
        }
        if (free >= to) {
            return OptionalInt.empty();
        }
        held.set(free);
        return OptionalInt.of(free);
    }

    private int nextFree(int from) {
        int free = stored.nextClearBit(from);
        while (held.get(free)) {
            free = stored.nextClearBit(free + 1);
        }
        return free;
    }

    /** The write that a number was held for did not happen. */
    void giveBack(int number) {
        held.clear(number);
    }

    /** Nothing stored has the number any more. */
    void release(int number) {
        held.clear(number);
        stored.clear(number);
    }

    int free() {
        BitSet taken = (BitSet) held.clone();
        taken.or(stored);
        return size - taken.cardinality();
    }
}
