package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one watcher. The writer's thread adds and never waits; when more is waiting than the limit, the
 * watcher is closed: a slow watcher hurts only itself.
 */
final class Watcher {

    /** Why a watcher gets no more. */
    enum End {
        /** It was too slow. */
        OVERFLOWN,
        /** The cache had to be filled anew: what happened meanwhile is not known. */
        REFILLED,
        /** The cache or the store was closed. */
        SHUT_DOWN,
        /** Its receiver went away. */
        GONE
    }

    private final Interest interest;
    private final Environment environment;
    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // all below guarded by lock
    private List<Round> waiting = new ArrayList<>();
    /** Changes in what waits. */
    private int changes;

    private int room;
    /** The revision up to which it needs not be told. */
    private long seen;

    private @Nullable End end;

    Watcher(Interest interest, Environment environment, int limit) {
        this.interest = interest;
        this.environment = environment;
        this.limit = limit;
        this.room = limit;
    }

    Interest interest() {
        return interest;
    }

    /** Tells the watcher, which has just been registered, where it stands. @param revision what it is offered comes after it */
    void begin(long revision) {
        locked(() -> seen = revision);
    }

    /** Adds what the watcher missed while it was not registered; not subject to the limit. */
    void backlog(List<CacheEvent> missed) {
        if (!missed.isEmpty()) {
            locked(() -> {
                waiting.add(new Round(missed));
                changes = missed.size();
                room = limit + changes;
            });
        }
    }

    void offer(Round whole) {
        lock.lock();
        try {
            Round round = whole.after(seen);
            if (end != null || round == null) {
                return;
            }
            if (changes + round.size() > room) {
                finish(End.OVERFLOWN);
            } else {
                waiting.add(round);
                changes += round.size();
                if (waiting.size() == 1) {
                    changed.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the watcher; what waits is dropped. */
    void close(End why) {
        locked(() -> {
            if (end == null) {
                finish(why);
            }
        });
    }

    private void finish(End why) {
        end = why;
        waiting = new ArrayList<>();
        changed.signalAll();
    }

    @Nullable
    End end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    boolean idle() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all that waits, or waits itself for a while; returns nothing when the time is up or the watcher has ended. */
    List<Round> take(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (waiting.isEmpty() && end == null && patience.isPositive()) {
                environment.await(changed, patience);
            }
            List<Round> taken = waiting;
            room = limit;
            changes = 0;
            waiting = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
