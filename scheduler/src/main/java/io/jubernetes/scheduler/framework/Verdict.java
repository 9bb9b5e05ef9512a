package io.jubernetes.scheduler.framework;

import java.util.List;

/** What a filter says of a node. */
public sealed interface Verdict {

    Verdict PASS = new Pass();

    /** The pod may go there. */
    record Pass() implements Verdict {}

    /**
     * The pod may not go there.
     *
     * @param reasons texts for people, counted over all nodes
     * @param resolvable whether fewer pods on the node could change the verdict
     */
    record Reject(List<String> reasons, boolean resolvable) implements Verdict {}

    /** Nothing that happens to the node's pods can change it. */
    static Reject never(String reason) {
        return new Reject(List.of(reason), false);
    }

    /** With fewer pods on the node it might be otherwise. */
    static Reject full(String reason) {
        return new Reject(List.of(reason), true);
    }
}
