package io.jubernetes.kvstore.etcd;

import java.time.Duration;

/** Waits for a time, as the process measures it. */
@FunctionalInterface
public interface Pause {
    void sleep(Duration duration) throws InterruptedException;
}
