package io.jubernetes.kvstore.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** A run of random clients at one store, and all that is checked afterwards. */
public final class ConcurrentHistory {

    private ConcurrentHistory() {}

    /** Runs and checks; a failure names the seed. */
    public static void check(VersionedStore store, long seed, int writes) {
        try {
            Workload workload = new Workload(store);
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

    /**
     * Many short runs, one after the other in one store: each begins with no keys at a revision that it takes for 0. Short ones
     * find what happens at the beginning and end of things, and name a seed that is quick to look at.
     */
    public static void checkMany(VersionedStore store, long firstSeed, int runs, int writes) {
        for (long seed = firstSeed; seed < firstSeed + runs; seed++) {
            List<Txn.Op> deletes = store.range(RangeRequest.all("")).items().stream()
                    .<Txn.Op>map(item -> new Txn.Delete(item.key()))
                    .toList();
            store.commit(new Txn(List.of(), deletes));
            check(new ShiftedStore(store), seed, writes);
        }
    }

    private static void run(Workload workload, Random random, int writes) throws Exception {
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (int i = 0; i < 8; i++) {
                Random own = new Random(random.nextLong());
                clients.add(threads.submit(() -> workload.writer(own, writes / 8)));
            }
            for (int i = 0; i < 2; i++) {
                Random own = new Random(random.nextLong());
                clients.add(threads.submit(() -> workload.reader(own, writes / 8)));
            }
            for (int i = 0; i < 4; i++) {
                Random own = new Random(random.nextLong());
                clients.add(threads.submit(() -> workload.watcher(own, Math.max(1, writes / 40))));
            }
            Random own = new Random(random.nextLong());
            clients.add(threads.submit(
                    () -> workload.compactor(own, Math.max(1, writes / 200), Math.max(10, writes / 20))));
        }
        for (Future<?> client : clients) {
            client.get();
        }
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
}
