package io.jubernetes.kvstore.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.StoreUnavailableException;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.validate.Truth;
import io.jubernetes.kvstore.validate.WatchGuarantee;
import io.jubernetes.kvstore.validate.WatchRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Clients that write while etcd fails, and remember what was acknowledged: of the rest nobody knows whether it took place. */
final class Writers implements AutoCloseable {

    private record Pair(String key, String value) {}

    private final ConcurrentSkipListMap<Long, Pair> acknowledged = new ConcurrentSkipListMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    Writers(int count, VersionedStore... stores) {
        for (int i = 0; i < count; i++) {
            VersionedStore store = stores[i % stores.length];
            String key = "/k" + i;
            threads.add(Thread.ofVirtual().start(() -> write(store, key)));
        }
    }

    private void write(VersionedStore store, String key) {
        try {
            for (int i = 0; !stopped; i++) {
                Pair pair = new Pair(key + "/" + i % 5, "v" + i);
                Txn txn = new Txn(
                        List.of(),
                        List.of(
                                new Txn.Put(pair.key(), pair.value().getBytes(UTF_8)),
                                new Txn.Put("/all", new byte[1])));
                try {
                    long revision = ((CommitResult.Committed) store.commit(txn)).revision();
                    assertThat(acknowledged.put(revision, pair))
                            .as("revision %s used once", revision)
                            .isNull();
                } catch (StoreUnavailableException e) {
                    failures.incrementAndGet();
                }
            }
        } catch (Throwable e) {
            fault.compareAndSet(null, e);
        }
    }

    int acknowledged() {
        Throwable broken = fault.get();
        if (broken != null) {
            throw new AssertionError("a writer failed", broken);
        }
        return acknowledged.size();
    }

    int failures() {
        return failures.get();
    }

    /** Ends the writers. */
    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Nothing acknowledged is missing in what etcd tells of its history, and the watches were told just that. */
    void check(VersionedStore store, List<WatchRecord> watches) {
        acknowledged();
        WatchRecord history = new WatchRecord("", 0);
        store.watch("", 0, history).close();
        Truth truth = new Truth();
        TreeMap<Long, List<Event>> told = new TreeMap<>();
        history.told().forEach(each -> {
            truth.add(each.revision(), each.events());
            told.put(each.revision(), each.events());
        });
        acknowledged.forEach((revision, pair) -> assertThat(told.get(revision))
                .as("acknowledged revision %s", revision)
                .isNotNull()
                .anySatisfy(event -> assertThat(holds(event, pair)).isTrue()));
        watches.forEach(watch -> WatchGuarantee.ALL.forEach(guarantee -> guarantee.check(watch, truth)));
        watches.forEach(watch -> assertThat(watch.seen()).isGreaterThanOrEqualTo(told.lastKey()));
    }

    private static boolean holds(Event event, Pair pair) {
        return event instanceof Event.Put put
                && put.key().equals(pair.key())
                && new String(put.current().value(), UTF_8).equals(pair.value());
    }
}
