package io.jubernetes.kvstore.rocks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that decides and writes. Each turn: take what is queued, decide it, write one batch, hand it to
 * {@link LogSync}, which makes it durable, publishes it and answers. The order matters: a reader or watcher never sees what is
 * not durable, and a caller that is answered finds its write published.
 */
final class Committer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final Database database;
    private final CommitQueue queue;
    private final BooleanSupplier roomForPuts;
    private final LogSync sync;
    private final Batch batch = new Batch();
    private final Current current;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Head head;

    /** Whether a turn failed, so that memory and disk may differ: nothing is decided any more. */
    private boolean broken;

    /** Whether the last turn found no room: what is logged once. */
    private boolean full;

    Committer(Database database, CommitQueue queue, BooleanSupplier roomForPuts, LogSync sync) {
        this.database = database;
        this.current = new Current(database, database.memory().recentBytes());
        this.queue = queue;
        this.roomForPuts = roomForPuts;
        this.sync = sync;
        this.head = database.head();
    }

    @Override
    public void run() {
        try {
            List<Request> taken = queue.takeTurn();
            while (!taken.isEmpty() && !broken) {
                turn(taken);
                taken = queue.takeTurn();
            }
            answerAll(taken, new Outcome.Closed());
        } finally {
            queue.close();
            // Left over only when the store is broken.
            for (List<Request> rest = queue.takeTurn(); !rest.isEmpty(); rest = queue.takeTurn()) {
                answerAll(rest, new Outcome.Closed());
            }
            sync.close();
            ended.complete(null);
        }
    }

    /** Waits until everything that was queued before the queue was closed is answered. */
    void awaitEnd() {
        ended.join();
    }

    private void turn(List<Request> taken) {
        Written written;
        try {
            written = write(taken);
        } catch (RocksDBException | RuntimeException | Error e) {
            current.reject();
            answerAll(taken, failed(e));
            return;
        }
        sync.take(written, queue.isEmpty());
        if (sync.failure() != null) {
            breakDown();
        }
    }

    private Written write(List<Request> taken) throws RocksDBException {
        batch.clear();
        Turn turn = new Turn(database, current, head, new AskedOnce(roomForPuts), batch);
        List<Outcome> outcomes = new ArrayList<>(taken.size());
        for (Request request : taken) {
            outcomes.add(turn.decide(request));
        }
        turn.write();
        head = turn.head();
        full = false;
        View view = turn.changedAnything() ? new View(database, head) : null;
        return new Written(view, turn.changes(), taken, outcomes);
    }

    /**
     * What a turn that could not be written means. Without room nothing was done and RocksDB goes on by itself once there is
     * room again, so the store stays open. After anything else nobody knows what the disk holds, and the store closes.
     */
    private Outcome failed(Throwable e) {
        if (e instanceof RocksDBException disk && isFull(disk)) {
            if (!full) {
                LOG.error("No room on the disk for a turn, revision={} status={}", head.revision(), disk.getMessage());
            }
            full = true;
            return new Outcome.Full("no room left on the disk of the store");
        }
        LOG.error("The store cannot write and stops taking commits, revision={}", head.revision(), e);
        breakDown();
        return new Outcome.Failed(e);
    }

    private void breakDown() {
        broken = true;
        queue.close();
    }

    private static boolean isFull(RocksDBException e) {
        Status status = e.getStatus();
        return status != null && status.getSubCode() == Status.SubCode.NoSpace;
    }

    private static void answerAll(List<Request> requests, Outcome outcome) {
        requests.forEach(request -> request.answer().complete(outcome));
    }

    /** Asks the file system at most once a turn. */
    private static final class AskedOnce implements BooleanSupplier {
        private final BooleanSupplier source;
        private boolean asked;
        private boolean answer;

        AskedOnce(BooleanSupplier source) {
            this.source = source;
        }

        @Override
        public boolean getAsBoolean() {
            if (!asked) {
                asked = true;
                answer = source.getAsBoolean();
            }
            return answer;
        }
    }
}
