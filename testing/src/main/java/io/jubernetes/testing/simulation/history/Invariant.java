package io.jubernetes.testing.simulation.history;

import org.jspecify.annotations.Nullable;

/** Something that must hold after every change. An instance belongs to one run and may remember what it saw. */
public interface Invariant {

    /**
     * Throws an {@link AssertionError} when the change broke it.
     *
     * @param view the state after the change
     */
    void check(Change change, ClusterView view);

    /** Throws unless {@code held}. */
    static void require(boolean held, String format, @Nullable Object... arguments) {
        if (!held) {
            throw new AssertionError(String.format(format, arguments));
        }
    }
}
