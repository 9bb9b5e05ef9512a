package io.jubernetes.client;

/** Takes the events of one watch, in order, on the watching thread. What it throws ends the watch and reaches its caller. */
@FunctionalInterface
public interface WatchHandler<T> {

    /** Takes an event. Returns false to end the watch. */
    boolean onEvent(WatchEvent<T> event) throws InterruptedException;
}
