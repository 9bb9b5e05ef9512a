package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jubernetes.client.controller.Key;
import io.jubernetes.controllers.ownership.WrittenObjects;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the controller did for Jobs and the caches do not show yet, and how often their pods failed. */
final class JobMemory {

    private final WrittenObjects<Job> written = new WrittenObjects<>();
    private final Map<Key, Set<String>> released = new ConcurrentHashMap<>();
    private final Map<Key, Backoff> backoffs = new ConcurrentHashMap<>();

    boolean isIn(Job cached) {
        return written.isIn(cached);
    }

    void wrote(Job job) {
        written.note(job);
    }

    /** The uids of pods whose finalizer was removed, though the cache shows it still. */
    Set<String> released(Key job, List<Pod> cached) {
        Set<String> uids = released.getOrDefault(job, Set.of());
        if (!uids.isEmpty()) {
            uids.retainAll(
                    JobTracking.uids(cached.stream().filter(JobFacts::isTracked).toList()));
        }
        return uids;
    }

    void release(Key job, String uid) {
        released.computeIfAbsent(job, _ -> ConcurrentHashMap.newKeySet()).add(uid);
    }

    Backoff backoff(Key job) {
        return backoffs.getOrDefault(job, Backoff.NONE);
    }

    void remember(Key job, Backoff backoff) {
        backoffs.put(job, backoff);
    }

    void forget(Key job) {
        written.forget(job);
        released.remove(job);
        backoffs.remove(job);
    }
}
