package io.jubernetes.kvstore.etcd;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks etcd for its newest revision on behalf of many at once. An answer counts only for those who came before the question
 * was sent; whoever comes while one is under way waits for the next.
 */
final class RevisionProbe {

    private final LongSupplier question;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();

    /** Guarded by {@link #lock}. */
    private Round gathering = new Round();

    private boolean asking;

    RevisionProbe(LongSupplier question) {
        this.question = question;
    }

    private static final class Round {
        private boolean done;
        private long revision;
        private @Nullable RuntimeException failure;

        long result() {
            if (failure != null) {
                throw failure;
            }
            return revision;
        }
    }

    /** A revision that is not older than the call. */
    long ask() {
        Round mine;
        lock.lock();
        try {
            mine = gathering;
            while (asking && !mine.done) {
                answered.awaitUninterruptibly();
            }
            if (mine.done) {
                return mine.result();
            }
            asking = true;
            gathering = new Round();
        } finally {
            lock.unlock();
        }
        lead(mine);
        return mine.result();
    }

    private void lead(Round round) {
        try {
            round.revision = question.getAsLong();
        } catch (RuntimeException e) {
            round.failure = e;
        } finally {
            lock.lock();
            try {
                round.done = true;
                asking = false;
                answered.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
