package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sets that this controller wrote and has not seen again. A decision from an older state of them would count the pods that
 * were just asked for a second time as free, and ask for more than the surge allows.
 */
final class WrittenSets {

    private final Map<String, Long> revisions = new ConcurrentHashMap<>();

    void note(ReplicaSet written) {
        revisions.put(written.getMetadata().getUid(), revision(written));
    }

    void forget(ReplicaSet deleted) {
        revisions.remove(deleted.getMetadata().getUid());
    }

    /** Whether the cache is not behind. */
    boolean areIn(List<ReplicaSet> cached) {
        return cached.stream().allMatch(this::isIn);
    }

    private boolean isIn(ReplicaSet cached) {
        String uid = cached.getMetadata().getUid();
        Long written = revisions.get(uid);
        if (written != null && revision(cached) >= written) {
            revisions.remove(uid);
            return true;
        }
        return written == null;
    }

    private static long revision(ReplicaSet set) {
        return Long.parseLong(set.getMetadata().getResourceVersion());
    }
}
