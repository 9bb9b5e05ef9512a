package io.jubernetes.kvstore.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.memory.MemoryStore;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/** Ranges that two threads read: nobody can tell. */
@Timeout(120)
final class LargeRangeTest {

    private static final int KEYS = 3_000;

    @TempDir
    Path directory = Path.of("");

    /** What becomes of tasks once the store is open. */
    private Executor later = RocksFixture.THREADS;

    private RocksStore open() throws Exception {
        RocksStoreConfig config =
                RocksFixture.config(directory.resolve("store")).withSyncWrites(false);
        Executor[] now = {RocksFixture.THREADS};
        RocksStore store = RocksStore.open(config, task -> now[0].execute(task));
        now[0] = task -> later.execute(task);
        return store;
    }

    private static String key(int number) {
        return "/registry/%s/namespace-%d/name-%d".formatted(number % 3 == 0 ? "pods" : "leases", number % 7, number);
    }

    private static byte[] value(int number, int size) {
        return ByteBuffer.allocate(size).putInt(number).array();
    }

    private static void put(VersionedStore store, int key, int value) {
        store.commit(new Txn(List.of(), List.of(new Txn.Put(key(key), value(value, 2_000)))));
    }

    private static void fill(VersionedStore store) {
        for (int i = 0; i < KEYS; i++) {
            put(store, i, i);
        }
    }

    private static List<String> text(RangeResult range) {
        return range.items().stream().map(LargeRangeTest::text).toList();
    }

    private static String text(KeyValue item) {
        return "%s %d %d %d %d"
                .formatted(
                        item.key(),
                        item.createRevision(),
                        item.modRevision(),
                        ByteBuffer.wrap(item.value()).getInt(),
                        item.value().length);
    }

    @Test
    void areWhatTheModelSays() throws Exception {
        List<Runnable> seconds = new ArrayList<>();
        later = task -> {
            seconds.add(task);
            RocksFixture.THREADS.execute(task);
        };
        try (MemoryStore model = new MemoryStore()) {
            try (RocksStore store = open()) {
                change(store, new Random(7));
                change(model, new Random(7));
                compare(store, model);
            }
            try (RocksStore store = open()) {
                compare(store, model); // now from tables
                change(store, new Random(8));
                change(model, new Random(8));
                compare(store, model); // and from both
            }
        }
        assertThat(seconds).hasSizeGreaterThan(20);
    }

    /** Some keys get many versions, some none, and some are deleted. */
    private static void change(VersionedStore store, Random random) {
        for (int i = 0; i < 6_000; i++) {
            int key = random.nextInt(random.nextInt(20) == 0 ? 10 : KEYS);
            Txn.Op op = random.nextInt(6) == 0
                    ? new Txn.Delete(key(key))
                    : new Txn.Put(key(key), value(random.nextInt(), random.nextInt(4, 4_000)));
            store.commit(new Txn(List.of(), List.of(op)));
        }
    }

    private static void compare(RocksStore store, MemoryStore model) {
        assertThat(store.revision()).isEqualTo(model.revision());
        for (String prefix : List.of("", "/registry/", "/registry/pods/", "/registry/leases/namespace-3")) {
            for (long revision : new long[] {0, 500, 3_000, store.revision() - 1}) {
                for (String after : List.of("", "/registry/leases/namespace-5/name-1000", "/registry/z")) {
                    RangeRequest request = new RangeRequest(prefix, after, 0, revision);
                    RangeResult found = store.range(request);
                    assertThat(text(found)).as("%s", request).isEqualTo(text(model.range(request)));
                    assertThat(found.revision()).isEqualTo(model.range(request).revision());
                }
            }
        }
    }

    @Test
    void areOfOneRevisionWhileOthersWrite() throws Exception {
        try (RocksStore store = open()) {
            Thread writer = Thread.ofPlatform().daemon().start(() -> {
                for (int i = 1; i <= 40; i++) {
                    byte[] value = value(i, 1_500);
                    store.commit(new Txn(
                            List.of(),
                            IntStream.range(0, KEYS)
                                    .<Txn.Op>mapToObj(key -> new Txn.Put(key(key), value))
                                    .toList()));
                }
            });
            while (writer.isAlive()) {
                RangeResult range = store.range(RangeRequest.all("/registry/"));
                assertThat(range.items()).hasSize(range.revision() == 0 ? 0 : KEYS);
                assertThat(range.items()).allMatch(item -> item.modRevision() == range.revision());
            }
        }
    }

    @Test
    void needNoSecondThread() throws Exception {
        later = task -> {
            throw new RejectedExecutionException();
        };
        readAll(store -> {});
    }

    @Test
    void doNotWaitForAThreadThatGetsNoProcessor() throws Exception {
        Queue<Runnable> starved = new ArrayDeque<>();
        later = starved::add;
        readAll(store -> {
            assertThat(starved).hasSize(1); // the second range did not ask for another one
            starved.remove().run();
        });
    }

    @Test
    void areReadByWhoeverRunsTheTask() throws Exception {
        later = Runnable::run;
        readAll(store -> {});
    }

    private void readAll(Consumer<RocksStore> afterwards) throws Exception {
        try (RocksStore store = open()) {
            fill(store);
            for (int i = 0; i < 2; i++) {
                assertThat(store.range(RangeRequest.all("")).items())
                        .extracting(KeyValue::key)
                        .isSorted()
                        .hasSize(KEYS);
            }
            afterwards.accept(store);
        }
    }

    @Test
    void mayBeLargeForOneKeyOnly() throws Exception {
        later = Runnable::run;
        try (RocksStore store = open()) {
            for (int i = 0; i < 300; i++) {
                put(store, i, i);
            }
            for (int i = 0; i < 2_000; i++) {
                put(store, 1_001, i); // the last one in the order of keys but a few
                put(store, 900, i);
            }
            store.commit(new Txn(List.of(), List.of(new Txn.Delete(key(900)))));
            assertThat(store.range(RangeRequest.all("")).items()).hasSize(301);
            assertThat(store.range(RangeRequest.all("/registry/pods/")).items()).hasSize(100);
        }
    }

    @Test
    void aSecondHalfThatComesTooLateIsNotWaitedFor() throws Exception {
        try (RocksStore store = open()) {
            fill(store);
        }
        byte[] end = Layout.text("0");
        try (Database database = Database.open(RocksFixture.config(directory.resolve("store")))) {
            View view = new View(database, database.head());
            SecondHalf half = new SecondHalf(view, Layout.text("/"), end, view.revision(), () -> {});
            try (Sweep first = new Sweep(view, end, view.revision())) {
                first.seek(Layout.text("/"));
                while (first.found().size() < KEYS - 10) {
                    assertThat(half.takesOver(first)).isFalse();
                    first.take();
                }
                half.run();
                while (first.goesOn()) {
                    assertThat(half.takesOver(first)).isFalse();
                    first.take();
                }
                assertThat(first.found()).hasSize(KEYS);
                assertThat(half.rest()).isEmpty();
            }
            view.release();
        }
    }

    @Test
    void bothWaysToRocksReadTheSame() throws Exception {
        try (RocksStore store = open()) {
            fill(store);
            store.commit(new Txn(List.of(), List.of(new Txn.Put("large", value(7, 3_000_000)))));
        }
        try (Database database = Database.open(RocksFixture.config(directory.resolve("store")));
                ReadOptions options = new ReadOptions();
                RocksIterator one = database.iterate(Family.VERSIONS, options);
                RocksIterator other = database.iterate(Family.VERSIONS, options);
                Entries nativeWay = new NativeEntries(one);
                Entries javaWay = new JavaEntries(other)) {
            one.seekToFirst();
            other.seekToFirst();
            int count = 0;
            for (; nativeWay.isValid() && javaWay.isValid(); count++) {
                byte[] key = new byte[100];
                byte[] sameKey = new byte[100];
                assertThat(nativeWay.key(key)).isEqualTo(javaWay.key(sameKey));
                assertThat(key).isEqualTo(sameKey);
                assertThat(nativeWay.value()).isEqualTo(javaWay.value());
                assertThat(nativeWay.key(new byte[10])).isEqualTo(javaWay.key(new byte[10]));
                nativeWay.next();
                javaWay.next();
            }
            assertThat(count).isEqualTo(KEYS + 1);
            assertThat(nativeWay.isValid()).isEqualTo(javaWay.isValid());
        }
    }
}
