package io.jubernetes.testing.simulation.watch;

import java.util.Set;
import java.util.stream.Collectors;

/** Between where a watch began and the last revision it told of, nothing is missing. */
final class Reliable implements WatchGuarantee {

    @Override
    public void check(WatchRecord watch, Truth truth) {
        Set<Long> told = watch.told().stream().map(WatchRecord.Told::revision).collect(Collectors.toSet());
        for (long revision :
                truth.between(watch.selection(), watch.after(), watch.seen()).keySet()) {
            require(told.contains(revision), watch, revision);
        }
    }
}
