package io.jubernetes.kvstore;

import java.util.List;
import java.util.function.LongConsumer;

/** A sink that does something with each revision. */
record ForwardingSink(LongConsumer action) implements WatchSink {

    @Override
    public void events(long revision, List<Event> events) {
        action.accept(revision);
    }

    @Override
    public void progress(long revision) {}

    @Override
    public void closed(RuntimeException reason) {}
}
