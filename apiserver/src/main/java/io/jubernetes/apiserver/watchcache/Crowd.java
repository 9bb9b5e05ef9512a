package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The watchers of one interest. A few are told of each change at once. When they are many and changes follow each other
 * closely, changes are gathered into rounds, the longer the more watchers there are: waking a watcher costs more than writing
 * it one change more. The first change after a while is a round of its own.
 *
 * <p>Guarded by its cache's lock.
 */
final class Crowd {

    private static final int FEW = 32;
    private static final Duration FOR_EACH = Duration.ofNanos(15_000);
    private static final Duration LONGEST = Duration.ofMillis(15);

    private final Environment environment;
    private final ReentrantLock lock;
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    private List<CacheEvent> gathered = new ArrayList<>();
    /** Whether somebody is about to tell of what was gathered, or does so right now. */
    private boolean telling;
    /** When the next round may begin. */
    private long next;

    Crowd(Environment environment, ReentrantLock lock) {
        this.environment = environment;
        this.lock = lock;
        this.next = environment.nanoTime();
    }

    void add(Watcher watcher) {
        watchers.add(watcher);
    }

    boolean remove(Watcher watcher) {
        return watchers.remove(watcher);
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    /** Whether all watchers were told of all changes. */
    boolean isTold() {
        return !telling;
    }

    void close(Watcher.End why) {
        watchers.forEach(watcher -> watcher.close(why));
    }

    void tell(CacheEvent event) {
        if (telling) {
            gathered.add(event);
        } else if (watchers.size() <= FEW) {
            tell(watchers, new Round(List.of(event)));
        } else {
            gathered.add(event);
            telling = true;
            environment.after(untilNext(), "tell-watchers", this::tellGathered);
        }
    }

    private Duration untilNext() {
        return Duration.ofNanos(Math.max(0, next - environment.nanoTime()));
    }

    private static void tell(Iterable<Watcher> watchers, Round round) {
        watchers.forEach(watcher -> watcher.offer(round));
    }

    // who registers meanwhile has seen what was gathered, and the next round begins only after this one
    private void tellGathered() {
        List<Watcher> all;
        List<CacheEvent> events;
        lock.lock();
        try {
            all = List.copyOf(watchers);
            events = gathered;
            gathered = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        tell(all, new Round(events, true));
        lock.lock();
        try {
            long pause = Math.min(LONGEST.toNanos(), all.size() * FOR_EACH.toNanos());
            next = environment.nanoTime() + pause;
            telling = !gathered.isEmpty();
            if (telling) {
                environment.after(untilNext(), "tell-watchers", this::tellGathered);
            }
        } finally {
            lock.unlock();
        }
    }
}
