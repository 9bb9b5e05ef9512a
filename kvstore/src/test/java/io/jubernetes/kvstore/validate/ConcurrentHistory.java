package io.jubernetes.kvstore.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.VersionedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Runs of random clients at one store, and all that is checked afterwards. A client has a platform thread of its own. */
public final class ConcurrentHistory implements AutoCloseable {

    private static final int WRITERS = 8;
    private static final int READERS = 2;
    private static final int WATCHERS = 4;

    /** Kept from run to run: most of a short run would go into starting threads. */
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

    private ConcurrentHistory() {}

    /** Runs and checks; a failure names the seed. */
    public static void check(VersionedStore store, long seed, int writes) {
        try (ConcurrentHistory history = new ConcurrentHistory()) {
            history.one(store, seed, writes);
        }
    }

    /**
     * Many short runs, one after the other in one store, each with keys of its own and beginning at a revision that it takes for
     * 0. Short ones find what happens at the beginning and end of things, and name a seed that is quick to look at.
     */
    public static void checkMany(VersionedStore store, long firstSeed, int runs, int writes) {
        try (ConcurrentHistory history = new ConcurrentHistory()) {
            for (long seed = firstSeed; seed < firstSeed + runs; seed++) {
                history.one(new ShiftedStore(store, "history" + seed + "/"), seed, writes);
            }
        }
    }

    private void one(VersionedStore store, long seed, int writes) {
        try {
            Workload workload = new Workload(store, WRITERS);
            WatchRecord whole = new WatchRecord("", 0);
            workload.watches().add(whole);
            try (VersionedStore.Watch _ = store.watch("", 0, whole)) {
                run(workload, new Random(seed), writes);
            }
            validate(store, workload, whole);
        } catch (Throwable e) {
            throw new AssertionError("history with seed " + seed, e);
        }
    }

    private void run(Workload workload, Random random, int writes) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (Callable<Void> client : clients(workload, random, writes)) {
            running.add(threads.submit(client));
        }
        workload.begin();
        for (Future<?> client : running) {
            client.get();
        }
    }

    private static List<Callable<Void>> clients(Workload workload, Random random, int writes) {
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Random own = new Random(random.nextLong());
            clients.add(() -> workload.writer(own, writes / WRITERS));
        }
        for (int i = 0; i < READERS; i++) {
            Random own = new Random(random.nextLong());
            clients.add(() -> workload.reader(own, writes / WRITERS));
        }
        for (int i = 0; i < WATCHERS; i++) {
            Random own = new Random(random.nextLong());
            clients.add(() -> workload.watcher(own, Math.max(2, writes / 40)));
        }
        Random own = new Random(random.nextLong());
        clients.add(() -> workload.compactor(own, Math.max(2, writes / 200), Math.max(10, writes / 20)));
        return clients;
    }

    private static void validate(VersionedStore store, Workload workload, WatchRecord whole) {
        try (Serializable order = new Serializable()) {
            order.check(workload.operations());
            assertThat(order.model().revision()).isEqualTo(store.revision());
            assertThat(whole.seen()).isEqualTo(store.revision());
            for (WatchRecord watch : workload.watches()) {
                WatchGuarantee.ALL.forEach(guarantee -> guarantee.check(watch, order.truth()));
            }
            for (long revision = Math.max(1, store.compactedRevision()); revision <= store.revision(); revision++) {
                assertThat(dump(store, revision)).isEqualTo(dump(order.model(), revision));
            }
        }
    }

    private static String dump(VersionedStore store, long revision) {
        return store.range(new RangeRequest("", "", 0, revision)).items().stream()
                .map(item -> item.key() + "@" + item.createRevision() + "." + item.modRevision() + "="
                        + new String(item.value(), java.nio.charset.StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
