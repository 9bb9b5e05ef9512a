package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.quota.Amounts;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.surface.Rounds;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.kvstore.Txn;
import java.time.Duration;
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
    private final Rounds rounds;
    /** Used by the rounds alone. */
    private Duration pause = GATHERING;

    QuotaKeeper(Environment environment, QuotaBooks books, Commits commits) {
        this.environment = environment;
        this.books = books;
        this.commits = commits;
        this.rounds = new Rounds(environment, "quota-keeper", LONGEST, this::round);
    }

    void start() {
        rounds.start();
    }

    /** Something that may count has changed. */
    void touched() {
        if (!isIdle()) {
            rounds.wake();
        }
    }

    private boolean isIdle() {
        return books.quotas().cache().snapshot().objects().isEmpty();
    }

    private @Nullable Duration round() throws InterruptedException {
        environment.sleep(pause);
        long before = environment.nanoTime();
        boolean settled = settle();
        Duration rest = Duration.ofNanos(environment.nanoTime() - before).multipliedBy(SHARE);
        pause = rest.compareTo(GATHERING) < 0 ? GATHERING : rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
        return isIdle() ? null : settled ? AT_THE_LATEST : pause;
    }

    /** @return whether each quota could be settled */
    private boolean settle() {
        boolean settled = true;
        for (CachedObject quota : books.quotas().cache().snapshot().all("")) {
            try {
                settle(quota);
            } catch (RuntimeException later) {
                LOG.warn("a quota cannot be settled now; quota={}", quota.path(), later);
                settled = false;
            }
        }
        return settled;
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
        rounds.close();
    }
}
