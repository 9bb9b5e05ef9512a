package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RecordingSink;
import io.jubernetes.kvstore.Txn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What a store acknowledged, and what it must be like however it was stopped. Many threads may note what they were told. */
final class Promises {

    /** By revision: key to value, or null where the key was deleted. */
    private final ConcurrentSkipListMap<Long, Map<String, @Nullable String>> acknowledged =
            new ConcurrentSkipListMap<>();

    /** Now and then both halves of the pair, always with the same value; else one of some keys. */
    static List<Txn.Op> randomOps(Random random) {
        byte[] value = (random.nextInt(1_000_000) + "x".repeat(random.nextInt(3000))).getBytes(UTF_8);
        if (random.nextInt(4) == 0) {
            return List.of(new Txn.Put("pair/left", value), new Txn.Put("pair/right", value));
        }
        String key = "key/" + random.nextInt(30);
        return List.of(random.nextInt(5) == 0 ? new Txn.Delete(key) : new Txn.Put(key, value));
    }

    /** Notes a commit; no revision is given twice. A delete of a missing key takes none of its own, so deletes are not noted. */
    void note(long revision, List<Txn.Op> ops) {
        Map<String, @Nullable String> writes = new HashMap<>();
        for (Txn.Op op : ops) {
            if (!(op instanceof Txn.Put(String key, byte[] value))) {
                return;
            }
            writes.put(key, new String(value, UTF_8));
        }
        assertThat(acknowledged.put(revision, writes))
                .as("revision %s", revision)
                .isNull();
    }

    /** The newest revision that was noted; 0 for none. */
    long newest() {
        return acknowledged.isEmpty() ? 0 : acknowledged.lastKey();
    }

    /** What was promised until now. */
    Promises copy() {
        Promises copy = new Promises();
        copy.acknowledged.putAll(acknowledged);
        return copy;
    }

    void check(RocksStore store) {
        assertThat(store.revision()).isGreaterThanOrEqualTo(newest());
        everythingAcknowledgedIsThere(store);
        pairsAreWhole(store);
        theLogTellsTheState(store);
    }

    private void everythingAcknowledgedIsThere(RocksStore store) {
        long oldest = Math.max(1, store.compactedRevision());
        acknowledged
                .tailMap(oldest)
                .forEach((revision, writes) -> writes.forEach((key, value) -> assertThat(text(store.get(key, revision)))
                        .as("%s at %s", key, revision)
                        .isEqualTo(value)));
    }

    private static void pairsAreWhole(RocksStore store) {
        for (long revision = Math.max(1, store.compactedRevision()); revision <= store.revision(); revision++) {
            assertThat(text(store.get("pair/left", revision))).isEqualTo(text(store.get("pair/right", revision)));
        }
    }

    private static void theLogTellsTheState(RocksStore store) {
        long oldest = store.compactedRevision();
        TreeMap<String, String> state = oldest == 0 ? new TreeMap<>() : state(store, oldest);
        RecordingSink sink = new RecordingSink();
        store.watch("", oldest, sink).close();
        List<Long> told = new ArrayList<>();
        for (RecordingSink.Batch batch : sink.batches()) {
            told.add(batch.revision());
            batch.events().forEach(event -> apply(event, state));
            if (batch.revision() % 50 == 0) {
                assertThat(state(store, batch.revision())).isEqualTo(state);
            }
        }
        assertThat(told).doesNotHaveDuplicates().hasSize(Math.toIntExact(store.revision() - oldest));
        assertThat(state(store, 0)).isEqualTo(state);
    }

    private static void apply(Event event, TreeMap<String, String> state) {
        String before = state.get(event.key());
        assertThat(before).isEqualTo(text(event.previous()));
        switch (event) {
            case Event.Put put -> state.put(put.key(), String.valueOf(text(put.current())));
            case Event.Delete delete -> state.remove(delete.key());
        }
    }

    private static TreeMap<String, String> state(RocksStore store, long revision) {
        TreeMap<String, String> state = new TreeMap<>();
        ContentHash content = ContentHash.EMPTY;
        for (KeyValue item : store.range(new RangeRequest("", "", 0, revision)).items()) {
            state.put(item.key(), String.valueOf(text(item)));
            content = content.plus(ContentHash.of(item));
        }
        assertThat(store.contentHash(revision)).isEqualTo(content);
        return state;
    }

    private static @Nullable String text(@Nullable KeyValue item) {
        return item == null ? null : new String(item.value(), UTF_8);
    }
}
