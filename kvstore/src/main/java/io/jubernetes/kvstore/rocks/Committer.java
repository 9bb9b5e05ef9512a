package io.jubernetes.kvstore.rocks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Each turn: take what is queued, decide it, write one batch with one sync, publish, answer. The
 * order matters: a reader or watcher never sees what is not durable, and a caller that is answered finds its write published.
 */
final class Committer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final Database database;
    private final CommitQueue queue;
    private final BooleanSupplier roomForPuts;
    private final Consumer<Turn> publisher;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private long revision;
    private long compacted;

    /** Whether a turn failed, so that memory and disk may differ: nothing is decided any more. */
    private boolean broken;

    /** Whether the last turn found no room: what is logged once. */
    private boolean full;

    Committer(Database database, CommitQueue queue, BooleanSupplier roomForPuts, Consumer<Turn> publisher) {
        this.database = database;
        this.queue = queue;
        this.roomForPuts = roomForPuts;
        this.publisher = publisher;
        this.revision = database.mark(Database.Mark.REVISION);
        this.compacted = database.mark(Database.Mark.COMPACTED);
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
            ended.complete(null);
        }
    }

    /** Waits until everything that was queued before the queue was closed is answered. */
    void awaitEnd() {
        ended.join();
    }

    private void turn(List<Request> taken) {
        List<Outcome> outcomes = new ArrayList<>(taken.size());
        try (Turn turn = new Turn(database, revision, compacted, new AskedOnce(roomForPuts))) {
            for (Request request : taken) {
                outcomes.add(turn.decide(request));
            }
            turn.write();
            revision = turn.revision();
            compacted = turn.compacted();
            full = false;
            publisher.accept(turn);
        } catch (RocksDBException | RuntimeException | Error e) {
            answerAll(taken, failed(e));
            return;
        }
        for (int i = 0; i < taken.size(); i++) {
            taken.get(i).answer().complete(outcomes.get(i));
        }
    }

    /**
     * What a turn that could not be written means. Without room nothing was done and RocksDB goes on by itself once there is
     * room again, so the store stays open. After anything else nobody knows what the disk holds, and the store closes.
     */
    private Outcome failed(Throwable e) {
        if (e instanceof RocksDBException disk && isFull(disk)) {
            if (!full) {
                LOG.error("No room on the disk for a turn, revision={} status={}", revision, disk.getMessage());
            }
            full = true;
            return new Outcome.Full("no room left on the disk of the store");
        }
        LOG.error("The store cannot write and stops taking commits, revision={}", revision, e);
        broken = true;
        queue.close();
        return new Outcome.Failed(e);
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
