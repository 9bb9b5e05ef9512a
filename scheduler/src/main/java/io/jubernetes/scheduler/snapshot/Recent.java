package io.jubernetes.scheduler.snapshot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Remembers what was made for the keys used last. What is made must be a function of the key. Not for several threads. */
public final class Recent<K, V> {

    private final LinkedHashMap<K, V> made;

    public Recent(int limit) {
        this.made = new LinkedHashMap<>(limit, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > limit;
            }
        };
    }

    public V get(K key, Supplier<V> maker) {
        V known = made.get(key);
        if (known == null) {
            known = maker.get();
            made.put(key, known);
        }
        return known;
    }
}
