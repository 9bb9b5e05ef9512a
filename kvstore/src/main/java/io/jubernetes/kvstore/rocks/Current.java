package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.rocks.Database.Family;
import io.jubernetes.kvstore.rocks.Layout.Pointer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state that a turn decides against: what is written, and over it what the turn decided so far. */
final class Current {

    /** A key with its newest value. @param pointer as {@code current} has it */
    record Item(KeyValue value, Pointer pointer) {}

    private final Database database;

    /** Asked by key, never walked. */
    private final Map<String, Optional<Item>> decided = new HashMap<>();

    Current(Database database) {
        this.database = database;
    }

    /** The revision that last wrote the key; 0 when it does not exist. */
    long modRevision(String key) {
        Optional<Item> here = decided.get(key);
        if (here != null) {
            return here.map(item -> item.pointer().modRevision()).orElse(0L);
        }
        Pointer pointer = pointer(Layout.text(key));
        return pointer == null ? 0 : pointer.modRevision();
    }

    @Nullable
    Item get(String key, byte[] name) {
        Optional<Item> here = decided.get(key);
        if (here != null) {
            return here.orElse(null);
        }
        Pointer pointer = pointer(name);
        return pointer == null ? null : new Item(value(key, name, pointer), pointer);
    }

    void set(String key, @Nullable Item item) {
        decided.put(key, Optional.ofNullable(item));
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
