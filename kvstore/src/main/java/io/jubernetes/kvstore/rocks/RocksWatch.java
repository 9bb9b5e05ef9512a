package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.VersionedStore.Watch;
import io.jubernetes.kvstore.WatchSink;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch. It begins <i>joining</i>: the thread that opened it tells history up to a revision J while the committer puts
 * what comes after J aside. Then, under the lock of {@link Watches}, what was put aside is told and the watch is <i>live</i>:
 *
 * <pre>
 *   … history ≤ J (joining thread) │ J &lt; put aside ≤ L (joining thread, lock held) │ live &gt; L (committer, lock held) …
 * </pre>
 *
 * <p>J is the published revision at the moment the watch was listed, and both happen under the lock: no gap, no repetition.
 */
final class RocksWatch implements Watch {

    private enum Phase {
        JOINING,
        LIVE,
        CLOSED
    }

    /** So much may be put aside; beyond it the joining thread reads on from history. */
    static final int MAX_ASIDE = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(RocksWatch.class);

    private final Watches watches;
    private final String prefix;
    private final WatchSink sink;

    /** Written under the lock of {@link Watches}; the joining thread looks at it without, to end early. */
    private volatile Phase phase = Phase.JOINING;

    /** Guarded by the lock of {@link Watches}. */
    private final List<Change> aside = new ArrayList<>();

    private boolean overflowed;

    RocksWatch(Watches watches, String prefix, WatchSink sink) {
        this.watches = watches;
        this.prefix = prefix;
        this.sink = sink;
    }

    String prefix() {
        return prefix;
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** Told by the committer, lock held: the changes of a turn, and its newest revision. */
    void publish(List<Change> changes, long newest) {
        switch (phase) {
            case LIVE -> tell(changes, newest);
            case JOINING -> putAside(changes);
            case CLOSED -> {}
        }
    }

    private void putAside(List<Change> changes) {
        for (Change change : changes) {
            List<Event> mine = change.under(prefix);
            if (!mine.isEmpty() && !overflowed) {
                aside.add(new Change(change.revision(), mine));
                overflowed = aside.size() > MAX_ASIDE;
            }
        }
        if (overflowed) {
            aside.clear();
        }
    }

    /** Lock held: tells what was put aside and goes live; false when it was too much, and history must be read on. */
    boolean goLive(long newest) {
        if (overflowed) {
            overflowed = false;
            return false;
        }
        if (phase == Phase.JOINING) {
            phase = Phase.LIVE;
            aside.forEach(this::tell);
            aside.clear();
            call(() -> sink.progress(newest));
        }
        return true;
    }

    private void tell(List<Change> changes, long newest) {
        boolean told = false;
        for (Change change : changes) {
            told = tell(change);
        }
        if (!told) {
            call(() -> sink.progress(newest));
        }
    }

    /** Tells what is under the prefix, if anything is. */
    boolean tell(Change change) {
        List<Event> mine = change.under(prefix);
        if (!mine.isEmpty()) {
            call(() -> sink.events(change.revision(), mine));
        }
        return !mine.isEmpty();
    }

    /** Lock held. */
    void end(RuntimeException reason) {
        call(() -> sink.closed(reason));
        closeLocked();
    }

    /** A sink that throws breaks its contract: it loses its watch, and nobody else notices. */
    private void call(Runnable delivery) {
        if (isClosed()) {
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
        watches.close(this);
    }

    /** Lock held. */
    void closeLocked() {
        phase = Phase.CLOSED;
        aside.clear();
    }
}
