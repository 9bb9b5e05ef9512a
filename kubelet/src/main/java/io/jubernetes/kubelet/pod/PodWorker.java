package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.kubelet.pod.PodStatusBuilder.Verdict;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one pod, told from others by its uid, to what its object says: one task, which looks whenever something happened and
 * from time to time. It ends when nothing of the pod is left here and in the cluster.
 */
final class PodWorker {

    private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);
    private static final Duration AFTER_ERROR = Duration.ofSeconds(1);

    private final Environment environment;
    private final Duration pause;
    private final PodSync sync;
    private final Runnable ended;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final String namespace;
    private Pod pod;
    private boolean gone;
    private boolean work = true;
    private Environment.@Nullable Task task;

    /** @param ended called once, when the worker has nothing more to do */
    PodWorker(PodServices services, Pod pod, Runnable ended) {
        this.environment = services.environment();
        this.pause = services.config().timing().podSync();
        this.pod = pod;
        this.namespace = pod.getMetadata().getNamespace();
        this.ended = ended;
        this.sync = new PodSync(services, this::wake);
    }

    void start() {
        task = environment.start("pod-" + pod.getMetadata().getName(), this::run);
    }

    void stop() {
        if (task != null) {
            task.interrupt();
        }
    }

    boolean isIn(String namespace) {
        return namespace.equals(this.namespace);
    }

    /** The object changed. */
    void update(Pod current) {
        lock.lock();
        try {
            pod = current;
            wakeLocked();
        } finally {
            lock.unlock();
        }
        sync.shorten(current);
    }

    /** The object is gone from the cluster. */
    void forget() {
        lock.lock();
        try {
            gone = true;
            wakeLocked();
        } finally {
            lock.unlock();
        }
    }

    /** The pod has to go. */
    void evict(Verdict why) {
        sync.evict(why);
        wake();
    }

    /** Something happened to the pod. */
    void wake() {
        lock.lock();
        try {
            wakeLocked();
        } finally {
            lock.unlock();
        }
    }

    private void wakeLocked() {
        work = true;
        woken.signalAll();
    }

    private void run() throws InterruptedException {
        try {
            Duration next = Duration.ZERO;
            while (!sync.isOver()) {
                awaitWork(next);
                next = step();
            }
        } finally {
            sync.close();
            ended.run();
        }
    }

    private Duration step() throws InterruptedException {
        Pod current;
        boolean deleted;
        lock.lock();
        try {
            work = false;
            current = pod;
            deleted = gone;
        } finally {
            lock.unlock();
        }
        try {
            Duration wanted = sync.sync(current, deleted);
            return wanted.compareTo(pause) < 0 ? wanted : pause;
        } catch (ApiException | RuntimeFailure | UncheckedIOException e) {
            LOG.warn("A pod could not be brought up to date: pod={} error={}", Pods.format(current), e.toString());
            return AFTER_ERROR;
        }
    }

    private void awaitWork(Duration limit) throws InterruptedException {
        long end = environment.nanoTime() + limit.toNanos();
        lock.lock();
        try {
            while (!work) {
                long left = end - environment.nanoTime();
                if (left <= 0) {
                    return;
                }
                environment.await(woken, Duration.ofNanos(left));
            }
        } finally {
            lock.unlock();
        }
    }
}
