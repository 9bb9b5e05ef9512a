package io.jubernetes.kubelet.node;

import java.util.Set;
import java.util.TreeSet;

/** What a node knows of its own state: written by who looks after it, read by who tells it and who takes pods in. */
public final class NodeHealth {

    private volatile Set<String> pressures = Set.of();
    private volatile boolean shuttingDown;

    /** The conditions of want that hold, as {@code MemoryPressure}, by name. */
    public Set<String> pressures() {
        return pressures;
    }

    public void setPressures(Set<String> now) {
        pressures = new TreeSet<>(now);
    }

    public boolean isShuttingDown() {
        return shuttingDown;
    }

    public void shutDown() {
        shuttingDown = true;
    }
}
