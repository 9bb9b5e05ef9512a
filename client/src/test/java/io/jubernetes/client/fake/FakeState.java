package io.jubernetes.client.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The objects and events of the fake server. Every change has a revision. */
final class FakeState {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long revision = 1;
    private long compacted;
    private int cut;

    /** @param key {@code collection|namespace/name} */
    record Change(long revision, String type, String key, ObjectNode object) {}

    record Snapshot(Map<String, ObjectNode> objects, long revision) {}

    Snapshot snapshot() {
        lock.lock();
        try {
            return new Snapshot(new TreeMap<>(objects), revision);
        } finally {
            lock.unlock();
        }
    }

    /** Decides on the present object (null when there is none) what is to be there; null to delete it. */
    interface Decision {
        @Nullable
        ObjectNode decide(@Nullable ObjectNode current);
    }

    ObjectNode change(String key, Decision decision) {
        lock.lock();
        try {
            ObjectNode current = objects.get(key);
            ObjectNode wanted = decision.decide(current);
            revision++;
            ObjectNode next = wanted == null ? current.deepCopy() : wanted.deepCopy();
            next.withObjectProperty("metadata").put("resourceVersion", Long.toString(revision));
            if (wanted == null) {
                objects.remove(key);
            } else {
                objects.put(key, next);
            }
            String type = wanted == null ? "DELETED" : current == null ? "ADDED" : "MODIFIED";
            changes.add(new Change(revision, type, key, next));
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what happened before now. */
    void compact() {
        lock.lock();
        try {
            compacted = revision;
            changes.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all watches. */
    void cutWatches() {
        lock.lock();
        try {
            cut++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int cuts() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for changes behind a revision; null when watches were cut since. */
    @Nullable
    List<Change> await(long from, int cutsBefore) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (cut == cutsBefore && revision <= from) {
                changed.await();
            }
            if (cut != cutsBefore) {
                return null;
            }
            checkKept(from);
            return changes.stream().filter(c -> c.revision() > from).toList();
        } finally {
            lock.unlock();
        }
    }

    void checkKept(long from) {
        if (from < compacted) {
            throw ApiException.expired("too old resource version: " + from + " (" + compacted + ")");
        }
    }
}
