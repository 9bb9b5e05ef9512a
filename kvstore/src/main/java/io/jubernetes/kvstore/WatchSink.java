package io.jubernetes.kvstore;

import java.util.List;

/** Where a watch delivers. Calls come one at a time, in revision order; implementations must not block or throw. */
public interface WatchSink {

    /** All changes under the prefix that one revision made, in key order; never empty. */
    void events(long revision, List<Event> events);

    /**
     * Every change under the prefix up to and including this revision was delivered. Called when history was replayed, and after
     * each batch of commits whose newest revision had nothing for this watch.
     */
    void progress(long revision);

    /**
     * The watch is over and will not call again: the store was closed, history the watch still needed was compacted, or lost
     * ({@link FutureRevisionException}: the store holds less than was told).
     */
    void closed(RuntimeException reason);
}
