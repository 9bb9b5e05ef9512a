package io.jubernetes.scheduler.snapshot;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The sums of one group of a {@link Tally}: one for each value that a node has. */
public final class Domains {

    static final Domains NONE = new Domains();

    private static final class Sum {
        private long amount;
        private int nodes;
    }

    private final Map<String, Sum> byValue = new HashMap<>();
    // How many values have a sum: the smallest is at hand.
    private final TreeMap<Long, Integer> values = new TreeMap<>();

    void add(String value, long amount, int nodes) {
        Sum sum = byValue.get(value);
        if (sum == null) {
            sum = new Sum();
            byValue.put(value, sum);
        } else {
            values.merge(sum.amount, -1, Domains::total);
        }
        sum.amount += amount;
        sum.nodes += nodes;
        if (sum.nodes > 0) {
            values.merge(sum.amount, 1, Domains::total);
        } else {
            byValue.remove(value);
        }
    }

    @SuppressWarnings("NullAway") // null takes the entry away
    private static Integer total(Integer a, Integer b) {
        return a + b == 0 ? null : a + b;
    }

    /** The sum for a value; 0 for one that no node has. */
    public long sum(String value) {
        Sum sum = byValue.get(value);
        return sum == null ? 0 : sum.amount;
    }

    public boolean knows(String value) {
        return byValue.containsKey(value);
    }

    /** How many values there are. */
    public int size() {
        return byValue.size();
    }

    /** The smallest sum; 0 when there is no value. */
    public long min() {
        return values.isEmpty() ? 0 : values.firstKey();
    }

    /** Whether all sums are 0. */
    public boolean isZero() {
        return values.isEmpty() || (values.firstKey() == 0 && values.lastKey() == 0);
    }
}
