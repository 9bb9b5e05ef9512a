package io.jubernetes.controllers.garbagecollector;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.jubernetes.client.json.ObjectMetadata;
import io.jubernetes.controllers.discovery.ServedResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All objects with owners or dependents, and the references between them. An owner that was heard of but not seen is there too
 * (not observed), until it is seen or nobody names it any more. Changes return the uids of the objects that are worth a look
 * because of them. Safe for use by several threads.
 */
final class OwnershipGraph {

    static final String FOREGROUND = "foregroundDeletion";
    static final String ORPHAN = "orphan";

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Map<String, Node> nodes = new HashMap<>();

    private static final class Node {
        private ObjectId id;
        private boolean observed;
        private boolean deleting;
        private boolean foreground;
        private boolean orphaning;
        private List<OwnerReference> owners = List.of();
        private final TreeMap<String, Node> dependents = new TreeMap<>();

        Node(ObjectId id) {
            this.id = id;
        }

        boolean isDeletingDependents() {
            return deleting && foreground;
        }
    }

    /** The object is there, and looks like this. */
    Set<String> observe(ServedResource resource, ObjectMetadata object) {
        lock.lock();
        try {
            ObjectId id =
                    new ObjectId(resource.group(), resource.kind(), object.namespace(), object.name(), object.uid());
            Node node = nodes.computeIfAbsent(object.uid(), _ -> new Node(id));
            Set<String> attention = new LinkedHashSet<>();
            if (!node.id.equals(id)) {
                // whoever named it otherwise named something that is not there
                attention.addAll(node.dependents.keySet());
            }
            node.id = id;
            node.observed = true;
            updateOwners(node, object.ownerReferences(), attention);
            updateDeletion(node, object, attention);
            return attention;
        } finally {
            lock.unlock();
        }
    }

    /** The object is not there any more, or never was. */
    Set<String> gone(String uid) {
        lock.lock();
        try {
            Set<String> attention = new LinkedHashSet<>();
            Node node = nodes.remove(uid);
            if (node != null) {
                attention.addAll(node.dependents.keySet());
                node.owners.forEach(owner -> detach(node, owner.getUid(), attention));
            }
            return attention;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    View view(String uid) {
        lock.lock();
        try {
            Node node = nodes.get(uid);
            return node == null ? null : view(node);
        } finally {
            lock.unlock();
        }
    }

    private static View view(Node node) {
        List<View.Dependent> dependents = new ArrayList<>();
        for (Node dependent : node.dependents.values()) {
            dependents.add(new View.Dependent(
                    dependent.id, isBlocking(dependent, node.id.uid()), dependent.isDeletingDependents()));
        }
        return new View(
                node.id, node.observed, node.deleting, node.foreground, node.orphaning, List.copyOf(dependents));
    }

    private static boolean isBlocking(Node dependent, String owner) {
        return dependent.owners.stream()
                .anyMatch(ref -> owner.equals(ref.getUid()) && Boolean.TRUE.equals(ref.getBlockOwnerDeletion()));
    }

    private void updateOwners(Node node, List<OwnerReference> next, Set<String> attention) {
        List<OwnerReference> before = node.owners;
        node.owners = next;
        for (OwnerReference owner : next) {
            if (before.stream().noneMatch(old -> owner.getUid().equals(old.getUid()))) {
                attach(node, owner, attention);
            }
        }
        for (OwnerReference old : before) {
            OwnerReference now = next.stream()
                    .filter(owner -> owner.getUid().equals(old.getUid()))
                    .findFirst()
                    .orElse(null);
            if (now == null) {
                detach(node, old.getUid(), attention);
                attention.add(node.id.uid());
            } else if (!now.equals(old)) {
                tellIfWaiting(nodes.get(old.getUid()), attention);
            }
        }
    }

    private void attach(Node node, OwnerReference reference, Set<String> attention) {
        Node owner = nodes.get(reference.getUid());
        if (owner == null) {
            owner = new Node(named(reference, node.id.namespace()));
            nodes.put(reference.getUid(), owner);
            attention.add(reference.getUid());
        } else if (!isNamedRightly(owner, reference, node) || owner.isDeletingDependents()) {
            attention.add(node.id.uid());
        }
        owner.dependents.put(node.id.uid(), node);
    }

    private static ObjectId named(OwnerReference reference, String namespace) {
        return new ObjectId(
                ObjectId.groupOf(reference.getApiVersion()),
                reference.getKind(),
                namespace,
                reference.getName(),
                reference.getUid());
    }

    private static boolean isNamedRightly(Node owner, OwnerReference reference, Node dependent) {
        return owner.id.kind().equals(reference.getKind())
                && owner.id.name().equals(reference.getName())
                && (owner.id.namespace().isEmpty() || owner.id.namespace().equals(dependent.id.namespace()));
    }

    private void detach(Node node, String ownerUid, Set<String> attention) {
        Node owner = nodes.get(ownerUid);
        if (owner == null) {
            return;
        }
        owner.dependents.remove(node.id.uid());
        if (!owner.observed && owner.dependents.isEmpty()) {
            nodes.remove(ownerUid);
        }
        tellIfWaiting(owner, attention);
    }

    private static void tellIfWaiting(@Nullable Node owner, Set<String> attention) {
        if (owner != null && owner.isDeletingDependents()) {
            attention.add(owner.id.uid());
        }
    }

    private static void updateDeletion(Node node, ObjectMetadata object, Set<String> attention) {
        boolean waitedBefore = node.isDeletingDependents();
        boolean orphanedBefore = node.deleting && node.orphaning;
        node.deleting = object.isBeingDeleted();
        node.foreground = object.hasFinalizer(FOREGROUND);
        node.orphaning = object.hasFinalizer(ORPHAN);
        if (node.isDeletingDependents() && !waitedBefore) {
            attention.add(node.id.uid());
            attention.addAll(node.dependents.keySet());
        }
        if (node.deleting && node.orphaning && !orphanedBefore) {
            attention.add(node.id.uid());
        }
    }
}
