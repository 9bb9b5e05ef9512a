package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Node;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one place where the scheduler's picture of the cluster changes. Informers tell what is; the scheduling loop adds pods that it
 * placed ({@link #assume}) before the API server knows, so that the next pod sees them. Safe for use by several threads.
 */
final class ClusterState {

    private final ReentrantLock lock = new ReentrantLock();
    private volatile ClusterSnapshot snapshot = ClusterSnapshot.EMPTY;
    // Guarded by lock: the node of each pod in the snapshot, and the pods whose place was not confirmed yet.
    private final Map<String, String> nodeOf = new HashMap<>();
    private final Set<String> assumed = new HashSet<>();
    // Guarded by lock: the node where others made room for a pod.
    private final Map<String, String> nominated = new HashMap<>();

    ClusterSnapshot snapshot() {
        return snapshot;
    }

    void nodeIs(Node node) {
        locked(() -> snapshot = snapshot.withNode(node));
    }

    void nodeIsGone(String name) {
        locked(() -> snapshot = snapshot.withoutNode(name));
    }

    /**
     * The API server says that the pod is on its node.
     *
     * @return whether that was not confirmed before
     */
    boolean podIsOnNode(PlacedPod pod, String node) {
        lock.lock();
        try {
            boolean isNew = assumed.remove(pod.uid()) || !nodeOf.containsKey(pod.uid());
            put(pod, node);
            return isNew;
        } finally {
            lock.unlock();
        }
    }

    /** The node as it is now, or null. */
    @Nullable
    NodeState node(String name) {
        return snapshot.find(name);
    }

    /** @return whether the pod was on a node */
    boolean podIsGone(String uid) {
        lock.lock();
        try {
            assumed.remove(uid);
            return remove(uid);
        } finally {
            lock.unlock();
        }
    }

    boolean isPlaced(String uid) {
        lock.lock();
        try {
            return nodeOf.containsKey(uid);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts the pod as placed from now on.
     *
     * @param planned the snapshot that the plan was made from
     * @param stillFits asked with the newest snapshot if it is another
     * @return false when it does not fit any more; then nothing changed
     */
    boolean assume(PodToPlace pod, String node, ClusterSnapshot planned, Predicate<ClusterSnapshot> stillFits) {
        lock.lock();
        try {
            if (snapshot != planned && !stillFits.test(snapshot)) {
                return false;
            }
            assumed.add(pod.demand().uid());
            put(pod.demand(), node);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes an assumption back; without effect when the API server has confirmed the place. */
    void forget(String uid) {
        locked(() -> {
            if (assumed.remove(uid)) {
                remove(uid);
            }
        });
    }

    /** The room on the node is the pod's from now on, for pods that are not more important; empty takes that back. */
    void nominate(PlacedPod pod, String node) {
        locked(() -> {
            unnominate(pod.uid());
            if (!node.isEmpty() && !nodeOf.containsKey(pod.uid())) {
                nominated.put(pod.uid(), node);
                snapshot = snapshot.withNominated(pod, node);
            }
        });
    }

    private void unnominate(String uid) {
        String before = nominated.remove(uid);
        if (before != null) {
            snapshot = snapshot.withoutNominated(uid, before);
        }
    }

    private void put(PlacedPod pod, String node) {
        unnominate(pod.uid());
        String before = nodeOf.put(pod.uid(), node);
        if (before != null && !before.equals(node)) {
            snapshot = snapshot.withoutPod(pod.uid(), before);
        }
        snapshot = snapshot.withPod(pod, node);
    }

    private boolean remove(String uid) {
        unnominate(uid);
        String node = nodeOf.remove(uid);
        if (node != null) {
            snapshot = snapshot.withoutPod(uid, node);
        }
        return node != null;
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
