package io.jubernetes.client.informer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** The objects, sorted by {@code namespace/name}, and the indexes over them. One thread writes, any reads. */
final class Store<T> {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    // guarded by lock
    private final NavigableMap<String, T> objects = new TreeMap<>();
    private final Map<String, Index<T>> indexes = new LinkedHashMap<>();

    private record Index<T>(Indexer<T> indexer, Map<String, NavigableMap<String, T>> values) {

        void add(String key, T object) {
            add(key, object, indexer.valuesOf(object));
        }

        private void add(String key, T object, List<String> under) {
            for (String value : under) {
                values.computeIfAbsent(value, v -> new TreeMap<>()).put(key, object);
            }
        }

        /** Most changes leave an object where it is found. */
        void replace(String key, @Nullable T old, T object) {
            List<String> after = indexer.valuesOf(object);
            List<String> before = old == null ? List.of() : indexer.valuesOf(old);
            if (!before.equals(after)) {
                remove(key, before);
            }
            add(key, object, after);
        }

        void remove(String key, T object) {
            remove(key, indexer.valuesOf(object));
        }

        private void remove(String key, List<String> under) {
            for (String value : under) {
                NavigableMap<String, T> found = values.get(value);
                if (found != null) {
                    found.remove(key);
                    if (found.isEmpty()) {
                        values.remove(value);
                    }
                }
            }
        }
    }

    static String key(@Nullable String namespace, String name) {
        return namespace == null || namespace.isEmpty() ? name : namespace + "/" + name;
    }

    void addIndex(String name, Indexer<T> indexer) {
        lock.writeLock().lock();
        try {
            if (!indexes.containsKey(name)) {
                Index<T> index = new Index<>(indexer, new LinkedHashMap<>());
                objects.forEach(index::add);
                indexes.put(name, index);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Puts an object and returns the one that it replaces. */
    @Nullable
    T put(String key, T object) {
        lock.writeLock().lock();
        try {
            T old = objects.put(key, object);
            indexes.values().forEach(index -> index.replace(key, old, object));
            return old;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Nullable
    T remove(String key) {
        lock.writeLock().lock();
        try {
            T old = objects.remove(key);
            if (old != null) {
                indexes.values().forEach(index -> index.remove(key, old));
            }
            return old;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Nullable
    T get(String key) {
        lock.readLock().lock();
        try {
            return objects.get(key);
        } finally {
            lock.readLock().unlock();
        }
    }

    List<T> list() {
        lock.readLock().lock();
        try {
            return List.copyOf(objects.values());
        } finally {
            lock.readLock().unlock();
        }
    }

    List<String> keys() {
        lock.readLock().lock();
        try {
            return new ArrayList<>(objects.keySet());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The objects whose keys begin with {@code namespace/}. */
    List<T> listIn(String namespace) {
        lock.readLock().lock();
        try {
            char behindSlash = '/' + 1;
            return List.copyOf(
                    objects.subMap(namespace + "/", namespace + behindSlash).values());
        } finally {
            lock.readLock().unlock();
        }
    }

    List<T> byIndex(String name, String value) {
        lock.readLock().lock();
        try {
            Index<T> index = indexes.get(name);
            if (index == null) {
                throw new IllegalArgumentException("there is no index of this name: " + name);
            }
            NavigableMap<String, T> found = index.values().get(value);
            return found == null ? List.of() : List.copyOf(found.values());
        } finally {
            lock.readLock().unlock();
        }
    }
}
