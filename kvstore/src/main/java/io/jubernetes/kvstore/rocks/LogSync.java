package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.log.LogEntry;
import io.jubernetes.kvstore.log.WriteAheadLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes turns durable, then known: writes the log, publishes, answers. It has a thread of its own, so that the next turn is
 * decided while the disk works on the last one; one sync serves all turns that wait for it. When there is nothing to overlap
 * with, the committer takes the step itself and saves the way over another thread.
 *
 * <p>A write that fails leaves turns <i>in doubt</i>: their writers are told so, nobody else learns of them. Nothing is decided
 * before they have been written again, all of them: the next sync alone would succeed though the system has given up the pages that
 * it could not write.
 */
final class LogSync implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LogSync.class);

    /** So many turns may wait for a sync; then the committer waits too. */
    private static final int MAX_WAITING = 4;

    /** Tells readers, then watchers, of the newest view and of all changes that led to it. */
    interface Publisher {
        void publish(View view, List<Change> changes);
    }

    private final WriteAheadLog log;
    private final Publisher publisher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Guarded by {@link #lock}, like the three below. */
    private final ArrayDeque<Written> waiting = new ArrayDeque<>();

    /** Whether somebody syncs: one at a time, or turns would be published out of order. */
    private boolean busy;

    private boolean closed;
    private @Nullable Throwable failure;

    /** Turns in doubt; touched only by the one who made {@link #busy} true. */
    private final List<Written> inDoubt = new ArrayList<>();

    private volatile boolean well = true;

    LogSync(WriteAheadLog log, Publisher publisher) {
        this.log = log;
        this.publisher = publisher;
    }

    /** Takes a turn over. @param alone whether no other turn will follow at once */
    void take(Written turn, boolean alone) {
        boolean mine;
        lock.lock();
        try {
            while (waiting.size() >= MAX_WAITING) {
                moved.awaitUninterruptibly();
            }
            waiting.add(turn);
            mine = alone && !busy;
            if (mine) {
                busy = true;
            } else {
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (mine) {
            step();
        }
    }

    @Override
    public void run() {
        while (awaitTurn()) {
            step();
        }
        ended.complete(null);
    }

    /** Waits until there is something to do and nobody does it; false when closed and done. */
    private boolean awaitTurn() {
        lock.lock();
        try {
            while (busy || waiting.isEmpty()) {
                if (closed && waiting.isEmpty() && !busy) {
                    return false;
                }
                moved.awaitUninterruptibly();
            }
            busy = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Brings everything that waits to its end; only called by the one that made {@link #busy} true. */
    private void step() {
        List<Written> turns = drain();
        try {
            finish(turns);
        } finally {
            lock.lock();
            try {
                busy = false;
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private List<Written> drain() {
        lock.lock();
        try {
            List<Written> turns = new ArrayList<>(waiting);
            waiting.clear();
            moved.signalAll();
            return turns;
        } finally {
            lock.unlock();
        }
    }

    private void finish(List<Written> turns) {
        try {
            if (failure() == null) {
                makeDurable(turns);
                publish(turns);
            }
        } catch (IOException e) {
            doubt(turns, e);
            return;
        } catch (RuntimeException | Error e) {
            LOG.error("The store cannot tell of what it wrote and stops taking commits", e);
            fail(e);
        }
        Throwable cause = failure();
        turns.forEach(cause == null ? Written::answer : turn -> turn.fail(cause));
    }

    private void makeDurable(List<Written> turns) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        // those in doubt also for a turn that only read: it may have seen them
        Stream.concat(inDoubt.stream(), turns.stream()).forEach(turn -> {
            if (turn.entry() != null) {
                entries.add(turn.entry());
            }
        });
        if (!entries.isEmpty()) {
            log.write(entries);
        }
        if (!well) {
            LOG.info("The store is durable again, turnsInDoubt={}", inDoubt.size());
            well = true;
        }
    }

    private void doubt(List<Written> turns, IOException e) {
        if (well) {
            LOG.error("The log cannot be made durable; nothing is acknowledged until it can", e);
            well = false;
        }
        turns.stream().filter(turn -> turn.view() != null).forEach(inDoubt::add);
        turns.forEach(Written::doubt);
    }

    private void publish(List<Written> turns) {
        inDoubt.addAll(turns);
        View newest = null;
        List<Change> changes = new ArrayList<>();
        for (Written turn : inDoubt) {
            if (turn.view() != null) {
                if (newest != null) {
                    newest.release();
                }
                newest = turn.view();
                changes.addAll(turn.changes());
            }
        }
        inDoubt.clear();
        if (newest != null) {
            publisher.publish(newest, changes);
        }
    }

    /** Whether nothing is in doubt. What is, is tried again first; called by the committer. */
    boolean isWell() {
        if (!well) {
            lock.lock();
            try {
                while (busy) {
                    moved.awaitUninterruptibly();
                }
                busy = true;
            } finally {
                lock.unlock();
            }
            step();
        }
        return well;
    }

    /** Why nothing can be told any more; null while all is well. */
    @Nullable
    Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything that was taken over is answered, and ends. */
    void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        ended.join();
        for (Written turn : inDoubt) {
            if (turn.view() != null) {
                turn.view().release();
            }
        }
    }
}
