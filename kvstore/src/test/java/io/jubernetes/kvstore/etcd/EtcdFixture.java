package io.jubernetes.kvstore.etcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Stores for tests. */
public final class EtcdFixture {

    /** A virtual thread for each task, as in production. */
    public static final Executor THREADS =
            task -> Thread.ofVirtual().name("etcd").start(task);

    /** As in production, too. */
    public static final Pause PAUSE = time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());

    private EtcdFixture() {}

    public static EtcdStore open(EtcdStoreConfig config) {
        try {
            return EtcdStore.open(config, THREADS, PAUSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static EtcdStore open(URI... endpoints) {
        return open(EtcdStoreConfig.of(List.of(endpoints)));
    }
}
