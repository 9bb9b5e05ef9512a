package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apiserver.storage.StoredObject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** A change of one object. Its forms on the wire are made when first asked for, and then shared by all watchers. */
public final class CacheEvent {

    /** What a watcher is told. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }

    private record FrameKey(Type type, EventForm form) {}

    private final long revision;
    private final @Nullable CachedObject current;
    private final @Nullable CachedObject previous;
    private final ConcurrentMap<FrameKey, byte[]> frames = new ConcurrentHashMap<>(2);

    CacheEvent(long revision, @Nullable CachedObject current, @Nullable CachedObject previous) {
        if (current == null && previous == null) {
            throw new IllegalArgumentException("an event of nothing");
        }
        this.revision = revision;
        this.current = current;
        this.previous = previous;
    }

    public long revision() {
        return revision;
    }

    @Nullable
    CachedObject current() {
        return current;
    }

    @Nullable
    CachedObject previous() {
        return previous;
    }

    String path() {
        return current != null ? current.path() : gone().path();
    }

    /** What a watcher that selects some of the objects sees of this change; null when it sees nothing of it. */
    @Nullable
    Type seenBy(Selection selection) {
        boolean now = current != null && selection.matches(current);
        boolean before = previous != null && selection.matches(previous);
        if (now) {
            return before ? Type.MODIFIED : Type.ADDED;
        }
        return before ? Type.DELETED : null;
    }

    /** The bytes of this event on the wire. */
    byte[] frame(Type type, EventForm form) {
        FrameKey key = new FrameKey(type, form);
        byte[] made = frames.get(key);
        if (made == null) {
            // not computeIfAbsent: making a form may wait for somebody else, and nobody waits holding a lock
            made = form.frame(type.name(), subject(type));
            frames.put(key, made);
        }
        return made;
    }

    private CachedObject subject(Type type) {
        if (type != Type.DELETED && current != null) {
            return current;
        }
        // watchers see the last state they knew, at the revision that took it away
        CachedObject last = gone();
        return new CachedObject(
                last.path(),
                StoredObject.replaceRevision(last.bytes(), revision),
                revision,
                last.labels(),
                last.fields());
    }

    private CachedObject gone() {
        if (previous == null) {
            throw new IllegalStateException("an event of nothing");
        }
        return previous;
    }
}
