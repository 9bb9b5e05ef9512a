package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.rocks.Database.Family;
import io.jubernetes.kvstore.rocks.Layout.Pointer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state that turns decide against. Three layers: what the turn under way decided; what was lately written or asked for, kept
 * in memory, for most writes are to objects that were written before; what is on disk. Used by the committer alone, who is the
 * only one to write, so the memory is never behind.
 */
final class Current {

    /** A key with its newest value. @param pointer as {@code current} has it */
    record Item(KeyValue value, Pointer pointer) {
        int bytes() {
            return value.value().length + 2 * value.key().length() + 250;
        }
    }

    private final Database database;
    private final long limit;

    /** Asked by key, never walked; empty where the turn deleted. */
    private final Map<String, Optional<Item>> decided = new HashMap<>();

    /** The one that was not used for the longest time comes first. */
    private final LinkedHashMap<String, Item> recent = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    /** @param limit how many bytes are kept in memory */
    Current(Database database, long limit) {
        this.database = database;
        this.limit = limit;
    }

    /** The revision that last wrote the key; 0 when it does not exist. */
    long modRevision(String key) {
        Optional<Item> here = decided.get(key);
        if (here != null) {
            return here.map(item -> item.pointer().modRevision()).orElse(0L);
        }
        Item known = recent.get(key);
        Pointer pointer = known == null ? pointer(Layout.text(key)) : known.pointer();
        return pointer == null ? 0 : pointer.modRevision();
    }

    @Nullable
    Item get(String key, byte[] name) {
        Optional<Item> here = decided.get(key);
        if (here != null) {
            return here.orElse(null);
        }
        Item known = recent.get(key);
        if (known != null) {
            return known;
        }
        Pointer pointer = pointer(name);
        if (pointer == null) {
            return null;
        }
        Item loaded = new Item(value(key, name, pointer), pointer);
        keep(key, loaded);
        return loaded;
    }

    /** Decides what a key holds; null deletes it. */
    void set(String key, @Nullable Item item) {
        decided.put(key, Optional.ofNullable(item));
    }

    /** What was decided is written. */
    void accept() {
        decided.forEach((key, item) -> {
            forget(key);
            item.ifPresent(written -> keep(key, written));
        });
        decided.clear();
    }

    /** What was decided is not written, and never will be. */
    void reject() {
        decided.clear();
    }

    private void keep(String key, Item item) {
        recent.put(key, item);
        bytes += item.bytes();
        Iterator<Item> oldest = recent.values().iterator();
        while (bytes > limit && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    private void forget(String key) {
        Item before = recent.remove(key);
        bytes -= before == null ? 0 : before.bytes();
    }

    private @Nullable Pointer pointer(byte[] name) {
        byte[] found = database.get(Family.CURRENT, name);
        return found == null ? null : Pointer.of(found);
    }

    private KeyValue value(String key, byte[] name, Pointer pointer) {
        byte[] version = Layout.versionKey(name, pointer.modRevision(), pointer.createRevision());
        byte[] value = database.get(Family.VERSIONS, version);
        if (value == null) {
            throw new IllegalStateException(
                    "a key without its value: key=" + key + " revision=" + pointer.modRevision());
        }
        return new KeyValue(key, value, pointer.createRevision(), pointer.modRevision());
    }
}
