package io.jubernetes.client.informer;

import io.jubernetes.client.WatchEvent;
import io.jubernetes.client.json.ObjectCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings changes to the store and then to the handlers, one change at a time. */
final class Deliveries<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Store<T> store;
    private final ObjectCodec<T> codec;
    /** Held for a change and its handlers, so that a handler that is added in between misses nothing and hears nothing twice. */
    private final ReentrantLock turn = new ReentrantLock();
    // guarded by turn
    private final List<ChangeHandler<T>> handlers = new ArrayList<>();

    Deliveries(Store<T> store, ObjectCodec<T> codec) {
        this.store = store;
        this.codec = codec;
    }

    void addHandler(ChangeHandler<T> handler) {
        turn.lock();
        try {
            store.list().forEach(handler::added);
            handlers.add(handler);
        } finally {
            turn.unlock();
        }
    }

    /** The store becomes what a list said; differences are told as if each had been watched. */
    void replaceAll(List<T> listed) {
        turn.lock();
        try {
            Set<String> present = new HashSet<>();
            for (T object : listed) {
                present.add(keyOf(object));
                put(object);
            }
            for (String key : store.keys()) {
                if (!present.contains(key)) {
                    remove(key);
                }
            }
        } finally {
            turn.unlock();
        }
    }

    void apply(WatchEvent<T> event) {
        turn.lock();
        try {
            switch (event) {
                case WatchEvent.Added<T>(T object) -> put(object);
                case WatchEvent.Modified<T>(T object) -> put(object);
                case WatchEvent.Deleted<T>(T object) -> {
                    // handlers get the object as it was when deleted, not as it was known before
                    if (store.get(keyOf(object)) != null) {
                        store.put(keyOf(object), object);
                    }
                    remove(keyOf(object));
                }
                case WatchEvent.Bookmark<T> _ -> {}
            }
        } finally {
            turn.unlock();
        }
    }

    private void put(T object) {
        T old = store.put(keyOf(object), object);
        if (old == null) {
            tell(handler -> handler.added(object));
        } else if (!codec.resourceVersion(old).equals(codec.resourceVersion(object))) {
            tell(handler -> handler.updated(old, object));
        }
    }

    private void remove(String key) {
        T last = store.remove(key);
        if (last != null) {
            tell(handler -> handler.deleted(last));
        }
    }

    private void tell(Consumer<ChangeHandler<T>> news) {
        for (ChangeHandler<T> handler : handlers) {
            try {
                news.accept(handler);
            } catch (RuntimeException e) {
                // one handler's fault must not keep the others from the news
                LOG.error("Change handler failed", e);
            }
        }
    }

    private String keyOf(T object) {
        return Store.key(codec.namespace(object), codec.name(object));
    }
}
