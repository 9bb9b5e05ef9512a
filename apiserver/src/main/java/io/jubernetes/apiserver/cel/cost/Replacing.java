package io.jubernetes.apiserver.cel.cost;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How large a text can become when parts of it are replaced. */
final class Replacing {

    private Replacing() {}

    static @Nullable CallEstimate estimate(CallEstimates sizes, Operand target, List<Operand> arguments) {
        if (arguments.size() < 2) {
            return null;
        }
        Range text = sizes.size(target);
        Range old = sizes.size(arguments.get(0));
        Range by = sizes.size(arguments.get(1));
        Range most = longest(text, old, by);
        Range least = shortest(text, old, by);
        Range count = new Range(least.min(), most.min());
        Range kept = new Range(least.max(), most.max());
        return new CallEstimate(text.times(2 * Factors.TEXT), count.times(by).plus(kept));
    }

    /** How often something is replaced, and how much is kept, when the result is as long as it can be. */
    private static Range longest(Range text, Range old, Range by) {
        if (old.min() == 0) {
            return new Range(Range.add(text.max(), 1), text.max());
        }
        if (by.max() <= old.min()) {
            return new Range(0, text.max());
        }
        return new Range(divide(text.max(), old.min()), 0);
    }

    private static Range shortest(Range text, Range old, Range by) {
        if (old.max() == 0) {
            return new Range(Range.add(text.min(), 1), text.min());
        }
        if (old.max() <= by.min()) {
            return new Range(0, text.min());
        }
        return new Range(divide(text.min(), old.max()), 0);
    }

    private static long divide(long size, long by) {
        return size == Long.MAX_VALUE ? size : (long) Math.ceil((double) size / by);
    }
}
