package io.jubernetes.kvstore.etcd;

import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.StoreUnavailableException;

/** Tells a new watch, on the thread that opens it, what is older than the changes kept in memory: by a stream of its own. */
final class HistoryReplay {

    /** So many streams may end one after the other without having brought anything. */
    private static final int FRUITLESS = 3;

    private final EtcdConnection connection;
    private final KeyMapping keys;
    private final Watches watches;
    private final CompactionFloor floor;

    HistoryReplay(EtcdConnection connection, KeyMapping keys, Watches watches, CompactionFloor floor) {
        this.connection = connection;
        this.keys = keys;
        this.watches = watches;
        this.floor = floor;
    }

    /** Tells history and lists the watch; it is told live changes when this returns. */
    void join(EtcdWatch watch, long after) {
        long seen = after;
        while (!watch.isClosed()) {
            long known = watches.list(watch, seen);
            if (seen >= known) {
                return;
            }
            try {
                seen = tell(watch, seen, known);
            } catch (CompactedException | StoreUnavailableException e) {
                if (connection.isClosed()) {
                    throw new StoreClosedException();
                }
                if (!watch.wasTold()) {
                    throw e instanceof CompactedException ? new CompactedException(after, floor.find()) : e;
                }
                watch.end(e);
            }
        }
    }

    /** Tells changes up to a revision at least; returns the last one. */
    private long tell(EtcdWatch watch, long after, long upTo) {
        int fruitless = 0;
        long seen = after;
        while (true) {
            try (ChangeStream changes = new ChangeStream(connection, keys, seen)) {
                while (seen < upTo && !watch.isClosed()) {
                    Change change = changes.next();
                    watch.replay(change);
                    seen = change.revision();
                    fruitless = 0;
                }
                return seen;
            } catch (StoreUnavailableException e) {
                if (connection.isClosed() || ++fruitless == FRUITLESS) {
                    throw e;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreUnavailableException("etcd: interrupted while history was read", e);
            }
        }
    }
}
