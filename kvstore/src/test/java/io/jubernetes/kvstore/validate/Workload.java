package io.jubernetes.kvstore.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Clients that do random things with few keys, so that they get into each other's way; they write down what happened. */
public final class Workload {

    private static final List<String> PREFIXES = List.of("", "/a/", "/b/", "/b/1", "/none/");

    private final VersionedStore store;
    private final List<Operation> operations = Collections.synchronizedList(new ArrayList<>());
    private final List<WatchRecord> watches = Collections.synchronizedList(new ArrayList<>());

    /** Nobody does anything before all are there. */
    private final CountDownLatch begin = new CountDownLatch(1);

    /** Writers that are not done yet; without them there is nothing to wait for. */
    private final CountDownLatch writing;

    /** @param writers how many there will be */
    public Workload(VersionedStore store, int writers) {
        this.store = store;
        this.writing = new CountDownLatch(writers);
    }

    /** Lets the clients go. */
    public void begin() {
        begin.countDown();
    }

    public List<Operation> operations() {
        return operations;
    }

    public List<WatchRecord> watches() {
        return watches;
    }

    /** Writes. */
    public @Nullable Void writer(Random random, int count) throws InterruptedException {
        begin.await();
        try {
            for (int i = 0; i < count; i++) {
                Txn txn = txn(random, "v" + random.nextInt());
                long before = store.revision();
                var result = store.commit(txn);
                operations.add(new Operation.Write(txn, result, before, store.revision()));
            }
        } finally {
            writing.countDown();
        }
        return null;
    }

    private Txn txn(Random random, String text) {
        String key = key(random);
        byte[] value = text.getBytes(UTF_8);
        KeyValue current = store.get(key);
        long seen = current == null ? 0 : current.modRevision();
        return switch (random.nextInt(10)) {
            case 0, 1 -> Txn.create(key, value);
            case 2, 3, 4 -> Txn.update(key, seen == 0 ? 1 : seen, value);
            case 5, 6 -> Txn.delete(key, seen == 0 ? 1 : seen);
            case 7 -> new Txn(List.of(), List.of(new Txn.Put(key, value)));
            default -> several(random, key, seen, value);
        };
    }

    /** Some keys at once: one conditionally, one surely deleted or written. */
    private static Txn several(Random random, String key, long seen, byte[] value) {
        List<Txn.Op> ops = new ArrayList<>();
        ops.add(new Txn.Put(key, value));
        String other = key(random);
        if (!other.equals(key)) {
            ops.add(random.nextBoolean() ? new Txn.Delete(other) : new Txn.Put(other, value));
        }
        return new Txn(List.of(new Txn.Compare(key, seen)), ops);
    }

    private static String key(Random random) {
        return (random.nextBoolean() ? "/a/" : "/b/") + random.nextInt(12);
    }

    /** Reads: the newest state mostly, and some revision that is still there. */
    public @Nullable Void reader(Random random, int count) throws InterruptedException {
        begin.await();
        for (int i = 0; i < count; i++) {
            long before = store.revision();
            long oldest = Math.max(1, store.compactedRevision());
            long revision = random.nextInt(3) == 0 && before >= oldest ? random.nextLong(oldest, before + 1) : 0;
            String after = random.nextInt(3) == 0 ? key(random) : "";
            RangeRequest request = new RangeRequest(prefix(random), after, random.nextInt(4) * 2, revision);
            try {
                var result = store.range(request);
                operations.add(new Operation.Read(request, result, before, store.revision()));
            } catch (CompactedException e) {
                if (revision >= oldest && store.compactedRevision() <= revision) {
                    throw e;
                }
            }
        }
        return null;
    }

    private static String prefix(Random random) {
        return PREFIXES.get(random.nextInt(PREFIXES.size()));
    }

    /** Watches one after the other, each going on where the one before ended, or starting at some old revision. */
    public @Nullable Void watcher(Random random, int count) throws InterruptedException {
        begin.await();
        String prefix = prefix(random);
        long after = 0;
        for (int i = 0; i < count; i++) {
            WatchRecord record = new WatchRecord(prefix, after);
            try {
                watchFor(1 + random.nextInt(50), prefix, after, record);
                watches.add(record);
                after = random.nextInt(4) == 0 ? store.compactedRevision() : record.seen();
            } catch (CompactedException e) {
                after = e.compacted();
            }
        }
        return null;
    }

    private void watchFor(int calls, String prefix, long after, WatchRecord record) {
        try (VersionedStore.Watch _ = store.watch(prefix, after, record)) {
            spinUntil(() -> record.calls().size() >= calls);
        }
    }

    /** Compacts, keeping fewer revisions than {@code kept}. */
    public @Nullable Void compactor(Random random, int count, int kept) throws InterruptedException {
        begin.await();
        for (int i = 0; i < count; i++) {
            long next = store.revision() + 1 + random.nextInt(kept);
            spinUntil(() -> store.revision() >= next);
            store.compact(Math.max(0, store.revision() - random.nextInt(kept)));
        }
        return null;
    }

    /** Waits without being woken, for whoever is woken comes late; not for long, and not once nothing is written any more. */
    private void spinUntil(BooleanSupplier reached) {
        for (int spin = 0; spin < 10_000 && writing.getCount() > 0 && !reached.getAsBoolean(); spin++) {
            Thread.yield();
        }
    }
}
