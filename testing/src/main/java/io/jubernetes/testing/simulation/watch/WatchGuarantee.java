package io.jubernetes.testing.simulation.watch;

import java.util.List;

/** One thing that every watch guarantees. */
interface WatchGuarantee {

    /** All of them. */
    List<WatchGuarantee> ALL =
            List.of(new Ordered(), new Unique(), new Atomic(), new Reliable(), new Resumable(), new Bookmarkable());

    /** Throws an {@link AssertionError} that names the guarantee when the watch broke it. */
    void check(WatchRecord watch, Truth truth);

    default void require(boolean held, WatchRecord watch, long revision) {
        if (!held) {
            throw new AssertionError("not " + getClass().getSimpleName() + ": watch " + watch.selection() + " after="
                    + watch.after()
                    + " revision=" + revision + " calls="
                    + watch.calls().stream()
                            .map(call -> (call instanceof WatchRecord.Told told ? told.type() : "BOOKMARK")
                                    + call.revision())
                            .toList());
        }
    }
}
