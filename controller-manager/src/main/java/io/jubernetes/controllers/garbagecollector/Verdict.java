package io.jubernetes.controllers.garbagecollector;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.jubernetes.client.json.ObjectMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What becomes of an object. */
sealed interface Verdict {

    /** What is known of an owner. */
    enum OwnerState {
        PRESENT,
        /** It is being deleted and waits for its dependents. */
        WAITING,
        ABSENT,
        /** It cannot be said: the kind is not served, or the reference points where it must not. */
        UNKNOWABLE
    }

    record Keep() implements Verdict {}

    /** Its dependents were let go or are gone; the finalizer that waited for that goes. */
    record RemoveFinalizer(String finalizer) implements Verdict {}

    /** It waits for these, which must be looked at. */
    record LookAt(List<String> uids) implements Verdict {}

    /** These dependents are let go, then the finalizer that waited for that is removed. */
    record Orphan(List<ObjectId> dependents) implements Verdict {}

    /** Other owners hold it; the references to these owners go. */
    record DropOwners(List<String> uids) implements Verdict {}

    /** @param unblock its references stop blocking its owners first: there is a circle, and somebody has to go first */
    record Delete(String policy, boolean unblock) implements Verdict {}

    Verdict KEEP = new Keep();

    /**
     * Decides.
     *
     * @param fresh the object as the server has it now
     * @param owners what is known of each owner
     */
    static Verdict of(View view, ObjectMetadata fresh, Function<OwnerReference, OwnerState> owners) {
        if (fresh.isBeingDeleted()) {
            return ofDeleted(view, fresh);
        }
        if (fresh.ownerReferences().isEmpty()) {
            return KEEP;
        }
        List<String> drop = new ArrayList<>();
        boolean waiting = false;
        boolean held = false;
        for (OwnerReference owner : fresh.ownerReferences()) {
            OwnerState state = owners.apply(owner);
            held |= state == OwnerState.PRESENT || state == OwnerState.UNKNOWABLE;
            waiting |= state == OwnerState.WAITING;
            if (state == OwnerState.ABSENT || state == OwnerState.WAITING) {
                drop.add(owner.getUid());
            }
        }
        if (held) {
            return drop.isEmpty() ? KEEP : new DropOwners(List.copyOf(drop));
        }
        if (waiting && !view.dependents().isEmpty()) {
            boolean circle = view.dependents().stream().anyMatch(View.Dependent::deletingForeground);
            return new Delete("Foreground", circle);
        }
        return new Delete(policy(fresh), false);
    }

    private static String policy(ObjectMetadata fresh) {
        if (fresh.hasFinalizer(OwnershipGraph.ORPHAN)) {
            return "Orphan";
        }
        return fresh.hasFinalizer(OwnershipGraph.FOREGROUND) ? "Foreground" : "Background";
    }

    private static Verdict ofDeleted(View view, ObjectMetadata fresh) {
        if (fresh.hasFinalizer(OwnershipGraph.ORPHAN)) {
            return new Orphan(view.dependents().stream().map(View.Dependent::id).toList());
        }
        if (!fresh.hasFinalizer(OwnershipGraph.FOREGROUND)) {
            return KEEP;
        }
        List<View.Dependent> blocking =
                view.dependents().stream().filter(View.Dependent::blocking).toList();
        if (blocking.isEmpty()) {
            return new RemoveFinalizer(OwnershipGraph.FOREGROUND);
        }
        return new LookAt(blocking.stream()
                .filter(dependent -> !dependent.deletingForeground())
                .map(dependent -> dependent.id().uid())
                .toList());
    }
}
