package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.QueueSortPlugin;
import java.util.Comparator;

/** Higher priority first; among equals, who came first. */
public final class PrioritySort implements QueueSortPlugin {

    private static final Comparator<Waiting> ORDER =
            Comparator.comparingInt(Waiting::priority).reversed().thenComparingLong(Waiting::sequence);

    @Override
    public String name() {
        return "PrioritySort";
    }

    @Override
    public Comparator<Waiting> order() {
        return ORDER;
    }
}
