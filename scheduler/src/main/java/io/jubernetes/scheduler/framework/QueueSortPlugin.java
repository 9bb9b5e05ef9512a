package io.jubernetes.scheduler.framework;

import java.util.Comparator;

/** Says which of the pods that wait is tried first. All profiles of a scheduler have the same. */
public interface QueueSortPlugin extends Plugin {

    Comparator<Waiting> order();

    /** A pod that waits. */
    interface Waiting {

        int priority();

        /** Its turn, by when it came. */
        long sequence();
    }
}
