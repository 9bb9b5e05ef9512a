package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.rocks.Database.Family;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;

/**
 * The state that turns decide against. Three layers: what the turn under way decided; what was lately written or asked for, kept
 * in memory, for most writes are to objects that were written before; what is on disk. Used by the committer alone, who is the
 * only one to write, so the memory is never behind.
 */
final class Current {

    /** A key with its newest value. @param content the hash of both */
    record Item(KeyValue value, ContentHash content) {
        int bytes() {
            return value.value().length + 2 * value.key().length() + 250;
        }
    }

    /** What is known of a key: one look in a map serves all that a turn wants of it. */
    final class Slot {
        private final String key;
        private @Nullable Item newest;
        private @Nullable Item written;
        private boolean touched;

        private Slot(String key, @Nullable Item written) {
            this.key = key;
            this.newest = written;
            this.written = written;
        }

        /** What the key holds; null when it does not exist. */
        @Nullable
        Item item() {
            return newest;
        }

        /** Decides what the key holds; null deletes it. */
        void decide(@Nullable Item item) {
            newest = item;
            touch();
        }

        private void touch() {
            if (!touched) {
                touched = true;
                turn.add(this);
            }
        }
    }

    private final Database database;
    private final long limit;

    /** The one that was not used for the longest time comes first. Between turns every one has an item. */
    private final LinkedHashMap<String, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    /** Those that the turn under way made or decided. */
    private final List<Slot> turn = new ArrayList<>();

    private long bytes;

    /** @param limit how many bytes are kept in memory between turns */
    Current(Database database, long limit) {
        this.database = database;
        this.limit = limit;
    }

    /** The revision that last wrote the key; 0 when it does not exist. */
    long modRevision(String key) {
        Slot known = slots.get(key);
        Item item = (known == null ? slot(key, Layout.text(key)) : known).newest;
        return item == null ? 0 : item.value().modRevision();
    }

    /** @param name the key as bytes */
    Slot slot(String key, byte[] name) {
        Slot known = slots.get(key);
        if (known != null) {
            return known;
        }
        Slot loaded = new Slot(key, load(key, name));
        slots.put(key, loaded);
        bytes += bytes(loaded.written);
        loaded.touch();
        return loaded;
    }

    /** What was decided is written. */
    void accept() {
        for (Slot slot : turn) {
            bytes += bytes(slot.newest) - bytes(slot.written);
            slot.written = slot.newest;
        }
        endTurn();
    }

    /** What was decided is not written, and never will be. */
    void reject() {
        turn.forEach(slot -> slot.newest = slot.written);
        endTurn();
    }

    private void endTurn() {
        for (Slot slot : turn) {
            slot.touched = false;
            if (slot.written == null) {
                slots.remove(slot.key);
            }
        }
        turn.clear();
        Iterator<Slot> oldest = slots.values().iterator();
        while (bytes > limit && oldest.hasNext()) {
            bytes -= bytes(oldest.next().written);
            oldest.remove();
        }
    }

    private static int bytes(@Nullable Item item) {
        return item == null ? 0 : item.bytes();
    }

    /** What is on disk: whether the key exists mostly a Bloom filter says; its newest version is its first one. */
    private @Nullable Item load(String key, byte[] name) {
        if (database.get(Family.CURRENT, name) == null) {
            return null;
        }
        try (ReadOptions options = new ReadOptions();
                VersionCursor versions = new VersionCursor(database, options)) {
            versions.seek(name);
            versions.check();
            KeyValue item = versions.isOf(name) ? versions.item() : null;
            if (item == null) {
                throw new IllegalStateException("a key without its value: key=" + key);
            }
            return new Item(item, ContentHash.ofContent(name, item.value()).at(item.modRevision()));
        }
    }
}
