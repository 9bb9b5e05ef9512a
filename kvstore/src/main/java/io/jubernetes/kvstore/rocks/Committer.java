package io.jubernetes.kvstore.rocks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.rocksdb.RocksDBException;
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
            for (List<Request> taken = queue.takeAll(); !taken.isEmpty(); taken = queue.takeAll()) {
                turn(taken);
            }
        } finally {
            queue.close();
            queue.takeAll().forEach(request -> request.answer().complete(new Outcome.Closed()));
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
            publisher.accept(turn);
        } catch (RocksDBException | RuntimeException | Error e) {
            LOG.error("The store cannot write and stops taking commits, revision={}", revision, e);
            queue.close();
            taken.forEach(request -> request.answer().complete(new Outcome.Failed(e)));
            return;
        }
        for (int i = 0; i < taken.size(); i++) {
            taken.get(i).answer().complete(outcomes.get(i));
        }
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
