package io.jubernetes.testing.simulation;

/** A part of a cluster that runs in a process of its own. */
public interface Component extends AutoCloseable {

    void start() throws InterruptedException;

    @Override
    void close();
}
