package io.jubernetes.client.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Calls a reconciler for every key that is enqueued, with a number of workers, never two for the same key. Start it when the
 * caches that the reconciler reads are filled.
 */
public final class Controller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

    private final String name;
    private final Environment environment;
    private final Reconciler reconciler;
    private final int workers;
    private final WorkQueue<Key> queue;
    private final AtomicLong reconciliations = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final List<Environment.Task> tasks = new ArrayList<>();

    /**
     * What happened so far.
     *
     * @param errors reconciliations that threw
     */
    public record Counters(long reconciliations, long errors, WorkQueue.Counters queue) {}

    public Controller(String name, Environment environment, Reconciler reconciler, int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers + " (expected: >= 1)");
        }
        this.name = name;
        this.environment = environment;
        this.reconciler = reconciler;
        this.workers = workers;
        this.queue = new WorkQueue<>(environment, name);
    }

    /** Asks for a look at an object. */
    public void enqueue(Key key) {
        queue.add(key);
    }

    public void enqueue(HasMetadata object) {
        queue.add(Key.of(object));
    }

    /** Asks for a look at an object after a time. */
    public void enqueueAfter(Key key, Duration delay) {
        queue.addAfter(key, delay);
    }

    public void start() {
        for (int i = 0; i < workers; i++) {
            tasks.add(environment.start(name + "-" + i, this::work));
        }
    }

    public Counters counters() {
        return new Counters(reconciliations.get(), errors.get(), queue.counters());
    }

    /** Stops taking keys and interrupts the workers. */
    @Override
    public void close() {
        queue.close();
        tasks.forEach(Environment.Task::interrupt);
    }

    private void work() throws InterruptedException {
        for (Key key = queue.take(); key != null; key = queue.take()) {
            try {
                reconcile(key);
            } finally {
                queue.done(key);
            }
        }
    }

    private void reconcile(Key key) throws InterruptedException {
        long id = reconciliations.incrementAndGet();
        MDC.put("controller", name);
        MDC.put("key", key.toString());
        MDC.put("reconcile", Long.toString(id));
        try {
            settle(key, reconciler.reconcile(key));
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            failed(key, id, e);
        } finally {
            MDC.remove("controller");
            MDC.remove("key");
            MDC.remove("reconcile");
        }
    }

    private void settle(Key key, Result result) {
        queue.forget(key);
        if (result instanceof Result.RequeueAfter(Duration delay)) {
            queue.addAfter(key, delay);
        }
    }

    private void failed(Key key, long id, Throwable e) {
        errors.incrementAndGet();
        switch (e) {
            case TerminalException _ -> {
                LOG.error("Reconciliation failed for good: controller={} key={} reconcile={}", name, key, id, e);
                queue.forget(key);
            }
            // the cache is behind the server: ordinary, and over as soon as it caught up
            case ApiException refusal
            when refusal.is(StatusReason.Conflict) -> {
                LOG.debug("Reconciliation met a newer object: controller={} key={} reconcile={}", name, key, id);
                queue.addRateLimited(key);
            }
            default -> {
                LOG.warn("Reconciliation failed: controller={} key={} reconcile={}", name, key, id, e);
                queue.addRateLimited(key);
            }
        }
    }
}
