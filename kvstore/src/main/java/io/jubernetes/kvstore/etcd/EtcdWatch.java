package io.jubernetes.kvstore.etcd;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.VersionedStore.Watch;
import io.jubernetes.kvstore.WatchSink;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch. Until it is listed the thread that opened it tells it what is history; from then on the follower does, holding
 * the lock of {@link Watches}.
 */
final class EtcdWatch implements Watch {

    private static final Logger LOG = LoggerFactory.getLogger(EtcdWatch.class);

    private final Watches watches;
    private final String prefix;
    private final WatchSink sink;
    private volatile boolean closed;

    /** Whether the sink was called; only of use to the thread that opens the watch. */
    private boolean told;

    EtcdWatch(Watches watches, String prefix, WatchSink sink) {
        this.watches = watches;
        this.prefix = prefix;
        this.sink = sink;
    }

    boolean isClosed() {
        return closed;
    }

    boolean wasTold() {
        return told;
    }

    /** Tells history: only what there is to tell. */
    void replay(Change change) {
        List<Event> mine = change.under(prefix);
        if (!mine.isEmpty()) {
            call(() -> sink.events(change.revision(), mine));
        }
    }

    /** Tells of the newest revision: the changes, or that there were none here. */
    void publish(Change change) {
        List<Event> mine = change.under(prefix);
        if (mine.isEmpty()) {
            progress(change.revision());
        } else {
            call(() -> sink.events(change.revision(), mine));
        }
    }

    void progress(long revision) {
        call(() -> sink.progress(revision));
    }

    void end(RuntimeException reason) {
        call(() -> sink.closed(reason));
        closed = true;
    }

    /** A sink that throws breaks its contract: it loses its watch, and nobody else notices. */
    private void call(Runnable delivery) {
        if (closed) {
            return;
        }
        told = true;
        try {
            delivery.run();
        } catch (RuntimeException e) {
            LOG.error("A watch sink threw; its watch is closed, prefix={}", prefix, e);
            close();
        }
    }

    @Override
    public void close() {
        watches.remove(this);
    }

    /** Lock of {@link Watches} held. */
    void closeLocked() {
        closed = true;
    }
}
