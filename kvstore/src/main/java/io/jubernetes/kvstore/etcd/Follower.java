package io.jubernetes.kvstore.etcd;

import io.grpc.StatusRuntimeException;
import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.FutureRevisionException;
import io.jubernetes.kvstore.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one task that follows etcd. When the stream of changes ends it opens another behind the last revision told, so watches
 * notice nothing. Only when that is impossible do they end: history was compacted, or etcd lost revisions that it had (its
 * data was lost, or it is another cluster), which is noticed whenever a stream is opened.
 */
final class Follower implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final EtcdConnection connection;
    private final KeyMapping keys;
    private final Reader reader;
    private final Watches watches;
    private final Pause pause;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private long cluster;
    private volatile boolean closed;
    private volatile @Nullable ChangeStream stream;

    Follower(
            EtcdConnection connection,
            KeyMapping keys,
            Reader reader,
            Watches watches,
            Reader.Head start,
            Pause pause) {
        this.connection = connection;
        this.keys = keys;
        this.reader = reader;
        this.watches = watches;
        this.cluster = start.cluster();
        this.pause = pause;
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                follow();
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted: etcd is not followed any more");
        } finally {
            ended.complete(null);
        }
    }

    private void follow() throws InterruptedException {
        try {
            requireSameHistory();
            readStream();
        } catch (CompactedException e) {
            if (!closed) {
                restart(e);
            }
        } catch (StoreUnavailableException | StatusRuntimeException e) {
            if (!closed) {
                LOG.warn(
                        "The stream of changes is opened again: told={} reason={}",
                        watches.published(),
                        e.getMessage());
                pause.sleep(BETWEEN_TRIES);
            }
        }
    }

    private void requireSameHistory() {
        Reader.Head now;
        try {
            now = reader.head();
        } catch (StoreUnavailableException e) {
            watches.unreachable(e);
            throw e;
        }
        long told = watches.published();
        if (now.revision() < told || now.cluster() != cluster) {
            cluster = now.cluster();
            LOG.error("etcd lost history: told={} revision={} cluster={}", told, now.revision(), cluster);
            watches.restart(now.revision(), new FutureRevisionException(told, now.revision()));
        }
    }

    private void readStream() throws InterruptedException {
        try (ChangeStream changes = new ChangeStream(connection, keys, watches.published())) {
            stream = changes;
            while (!closed) {
                watches.publish(changes.next());
            }
        } finally {
            stream = null;
        }
    }

    private void restart(CompactedException reason) throws InterruptedException {
        LOG.warn("etcd gave up history that watches still needed; they are ended: {}", reason.getMessage());
        try {
            watches.restart(reader.head().revision(), reason);
        } catch (StoreUnavailableException e) {
            watches.unreachable(e);
            pause.sleep(BETWEEN_TRIES);
        }
    }

    /** Ends the task, and waits for its end. */
    void close() {
        closed = true;
        ChangeStream open = stream;
        if (open != null) {
            open.close();
        }
        connection.close();
        ended.join();
    }
}
