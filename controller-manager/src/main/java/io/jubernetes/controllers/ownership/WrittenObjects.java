package io.jubernetes.controllers.ownership;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jubernetes.client.controller.Key;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects that a controller wrote and has not seen again. A decision from an older state of them would be made twice: it would
 * ask a second time for what was just asked for. Safe for use by several threads.
 */
public final class WrittenObjects<T extends HasMetadata> {

    private final Map<Key, Long> revisions = new ConcurrentHashMap<>();

    public void note(T written) {
        revisions.put(Key.of(written), revision(written));
    }

    public void forget(Key gone) {
        revisions.remove(gone);
    }

    /** Whether the cache is not behind. */
    public boolean areIn(List<T> cached) {
        return cached.stream().allMatch(this::isIn);
    }

    /** Whether an object of a cache is as it was written, or newer. */
    public boolean isIn(T cached) {
        Key key = Key.of(cached);
        Long written = revisions.get(key);
        if (written != null && revision(cached) >= written) {
            revisions.remove(key);
            return true;
        }
        return written == null;
    }

    private static long revision(HasMetadata object) {
        return Long.parseLong(object.getMetadata().getResourceVersion());
    }
}
