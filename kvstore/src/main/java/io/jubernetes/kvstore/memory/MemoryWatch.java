package io.jubernetes.kvstore.memory;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.VersionedStore.Watch;
import io.jubernetes.kvstore.WatchSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A watch of the memory store. Its sink is only ever called by a thread that holds the store's lock. */
final class MemoryWatch implements Watch {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);

    private final ReentrantLock lock;
    private final String prefix;
    private final WatchSink sink;
    private final Consumer<MemoryWatch> onClose;
    private boolean closed;

    MemoryWatch(ReentrantLock lock, String prefix, WatchSink sink, Consumer<MemoryWatch> onClose) {
        this.lock = lock;
        this.prefix = prefix;
        this.sink = sink;
        this.onClose = onClose;
    }

    /** Tells of history: only what there is to tell. */
    void replay(State state) {
        List<Event> mine = matching(state.events());
        if (!mine.isEmpty()) {
            call(() -> sink.events(state.revision(), mine));
        }
    }

    /** Tells of the newest revision: the changes, or that there were none here. */
    void publish(State state) {
        List<Event> mine = matching(state.events());
        if (mine.isEmpty()) {
            progress(state.revision());
        } else {
            call(() -> sink.events(state.revision(), mine));
        }
    }

    void progress(long revision) {
        call(() -> sink.progress(revision));
    }

    void end(RuntimeException reason) {
        call(() -> sink.closed(reason));
        close();
    }

    private List<Event> matching(List<Event> events) {
        List<Event> mine = new ArrayList<>(events.size());
        for (Event event : events) {
            if (event.key().startsWith(prefix)) {
                mine.add(event);
            }
        }
        return mine.size() == events.size() ? events : List.copyOf(mine);
    }

    /** A sink that throws breaks its contract: it loses its watch, and nobody else notices. */
    private void call(Runnable delivery) {
        if (closed) {
            return;
        }
        try {
            delivery.run();
        } catch (RuntimeException e) {
            LOG.error("A watch sink threw; its watch is closed, prefix={}", prefix, e);
            close();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            onClose.accept(this);
        } finally {
            lock.unlock();
        }
    }
}
