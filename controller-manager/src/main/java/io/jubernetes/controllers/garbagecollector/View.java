package io.jubernetes.controllers.garbagecollector;

import java.util.List;

/**
 * One object of the graph as it was at a moment.
 *
 * @param observed false for an owner that was only heard of
 * @param foreground it waits for its dependents before it goes
 * @param orphaning its dependents are let go before it goes
 * @param dependents sorted by uid
 */
record View(
        ObjectId id,
        boolean observed,
        boolean deleting,
        boolean foreground,
        boolean orphaning,
        List<Dependent> dependents) {

    /**
     * @param blocking the owner waits for it
     * @param deletingForeground it is being deleted and waits for its own dependents
     */
    record Dependent(ObjectId id, boolean blocking, boolean deletingForeground) {}

    boolean isDeletingDependents() {
        return deleting && foreground;
    }
}
