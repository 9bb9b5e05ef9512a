package io.jubernetes.apiserver.cel.cost;

import org.jspecify.annotations.Nullable;

/**
 * What a call costs beside its arguments.
 *
 * @param result how large its result is; null when nothing is known
 */
record CallEstimate(Range cost, @Nullable Range result) {

    static final CallEstimate ONE = new CallEstimate(Range.ONE, null);

    static CallEstimate of(Range cost) {
        return new CallEstimate(cost, null);
    }
}
