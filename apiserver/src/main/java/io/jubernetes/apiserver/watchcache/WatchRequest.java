package io.jubernetes.apiserver.watchcache;

import java.time.Duration;

/**
 * What a watcher wants.
 *
 * @param start where it begins
 * @param bookmarks whether it wants to be told now and then how far it is
 * @param timeout when it ends by itself
 */
public record WatchRequest(Selection selection, Start start, boolean bookmarks, Duration timeout, EventForm form) {

    /** Where a watch begins. */
    public sealed interface Start {
        /** With the state as it is, object by object. @param announceEnd whether a bookmark says that it is complete */
        record State(boolean announceEnd) implements Start {}

        /** With the changes from now on. */
        record Now() implements Start {}

        /** With the changes after a revision. */
        record After(long revision) implements Start {}
    }
}
