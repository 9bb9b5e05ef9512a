package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.log.LogEntry;
import io.jubernetes.kvstore.log.WriteAheadLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that decides. Each turn: take what is queued, decide it, get it a place in the log, put it into RocksDB's memory,
 * hand it to {@link LogSync}, which makes it durable, publishes it and answers. The order matters: what has no place was never done,
 * a reader or watcher never sees what is not durable, and a caller that is answered finds its write published.
 */
final class Committer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final Database database;
    private final CommitQueue queue;
    private final DiskRoom room;
    private final WriteAheadLog log;
    private final LogSync sync;
    private final Batch batch = new Batch();
    private final Current current;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Head head;

    /** Whether a turn failed, so that memory and disk may differ: nothing is decided any more. */
    private boolean broken;

    /** Whether the last turn found no room: what is logged once. */
    private boolean full;

    Committer(Database database, WriteAheadLog log, CommitQueue queue, DiskRoom room, LogSync sync) {
        this.database = database;
        this.log = log;
        this.current = new Current(database, database.config().memory().recentBytes());
        this.queue = queue;
        this.room = room;
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
        if (!sync.isWell()) {
            answerAll(taken, new Outcome.InDoubt());
            return;
        }
        Written written;
        try {
            written = write(taken);
        } catch (RocksDBException | IOException | RuntimeException | Error e) {
            current.reject();
            answerAll(taken, failed(e));
            return;
        }
        sync.take(written, queue.isEmpty());
        if (sync.failure() != null) {
            breakDown();
        }
    }

    private Written write(List<Request> taken) throws RocksDBException, IOException {
        boolean roomForPuts = room.isEnoughForPuts();
        Turn turn = new Turn(database, current, head, roomForPuts);
        List<Outcome> outcomes = new ArrayList<>(taken.size());
        for (Request request : taken) {
            outcomes.add(turn.decide(request));
        }
        if (!roomForPuts) {
            log.trim();
        }
        LogEntry entry = turn.writes() ? write(turn) : null;
        current.accept();
        head = turn.head();
        full = false;
        View view = turn.shows() ? new View(database, head) : null;
        return new Written(entry, view, turn.changes(), taken, outcomes);
    }

    private LogEntry write(Turn turn) throws RocksDBException, IOException {
        batch.clear();
        turn.fill(batch);
        LogEntry entry = log.place(turn.head().sequence(), batch.toBytes());
        try {
            database.write(entry.bytes());
        } catch (RocksDBException | RuntimeException | Error e) {
            log.retract(entry);
            throw e;
        }
        return entry;
    }

    /**
     * What a turn that could not be written means. Without room, in the log or in RocksDB, nothing was done, and both go on by
     * themselves once there is room again, so the store stays open. After anything else nobody knows what RocksDB holds, and the
     * store closes.
     */
    private Outcome failed(Throwable e) {
        if (e instanceof IOException || e instanceof RocksDBException disk && isFull(disk)) {
            if (!full) {
                LOG.error("No room on the disk for a turn, revision={} status={}", head.revision(), e.getMessage());
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
}
