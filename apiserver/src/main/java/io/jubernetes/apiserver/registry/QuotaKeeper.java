package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.quota.Amounts;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.kvstore.StoreException;
import io.jubernetes.kvstore.Txn;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back to quotas what is not used any more: some time after objects went or ended it counts anew. It is idle where there
 * are no quotas.
 */
final class QuotaKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QuotaKeeper.class);

    /** Many changes are counted once. */
    private static final Duration GATHERING = Duration.ofMillis(200);
    /** Counting is at most this part of what the server does, */
    private static final int SHARE = 20;
    /** unless it would come too late. */
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** Pods of lost nodes end by the clock. */
    private static final Duration AT_THE_LATEST = Duration.ofMinutes(5);

    private final Environment environment;
    private final QuotaBooks books;
    private final Commits commits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by {@link #lock}. */
    private boolean stale = true;

    private volatile boolean closed;
    private Environment.@Nullable Task task;

    QuotaKeeper(Environment environment, QuotaBooks books, Commits commits) {
        this.environment = environment;
        this.books = books;
        this.commits = commits;
    }

    void start() {
        task = environment.start("quota-keeper", this::follow);
    }

    /** Something that may count has changed. */
    void touched() {
        if (!isIdle()) {
            wake();
        }
    }

    private boolean isIdle() {
        return books.quotas().cache().snapshot().objects().isEmpty();
    }

    private void wake() {
        lock.lock();
        try {
            stale = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void follow() throws InterruptedException {
        Duration pause = GATHERING;
        while (!closed) {
            await();
            environment.sleep(pause);
            long before = environment.nanoTime();
            round();
            Duration rest = Duration.ofNanos(environment.nanoTime() - before).multipliedBy(SHARE);
            pause = rest.compareTo(GATHERING) < 0 ? GATHERING : rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
        }
    }

    private void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stale && !closed) {
                if (isIdle()) {
                    changed.await();
                } else if (!environment.await(changed, AT_THE_LATEST)) {
                    break;
                }
            }
            stale = false;
        } finally {
            lock.unlock();
        }
    }

    private void round() {
        for (CachedObject quota : books.quotas().cache().snapshot().all("")) {
            try {
                settle(quota);
            } catch (StoreException later) {
                LOG.warn("a quota cannot be settled now; quota={} reason={}", quota.path(), later.getMessage());
                wake();
            }
        }
    }

    private void settle(CachedObject cached) {
        ObjectNode quota = StoredObject.decode(cached.bytes());
        JsonNode before = quota.path("status").deepCopy();
        Amounts hard = Amounts.of(quota.path("spec").path("hard"));
        ObjectNode next = QuotaBooks.written(quota, hard, books.counted(quota));
        if (!next.path("status").equals(before)) {
            String key = books.quotas().keys().key(cached.path());
            byte[] bytes = Commits.encode(books.quotas(), next).stored();
            // somebody else's write will wake us again
            commits.commit(Txn.update(key, cached.revision(), bytes));
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
        Environment.Task running = task;
        if (running != null) {
            running.interrupt();
        }
    }
}
