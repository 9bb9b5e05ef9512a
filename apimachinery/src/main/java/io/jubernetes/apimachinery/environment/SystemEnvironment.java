package io.jubernetes.apimachinery.environment;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real clocks and threads of this machine. */
public final class SystemEnvironment implements Environment {

    private static final Logger LOG = LoggerFactory.getLogger(SystemEnvironment.class);

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("timers").factory());

    public SystemEnvironment() {
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller's contract: it re-checks what it waits for
    public boolean await(Condition condition, Duration timeout) throws InterruptedException {
        return condition.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Task start(String name, Body body) {
        return new ThreadTask(Thread.ofVirtual().name(name).start(() -> runLogged(name, body)));
    }

    @Override
    public Task startNative(String name, Body body) {
        return new ThreadTask(Thread.ofPlatform().daemon().name(name).start(() -> runLogged(name, body)));
    }

    @Override
    public Timer after(Duration delay, String name, Body action) {
        ScheduledFuture<?> due = timers.schedule(() -> start(name, action), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
    }

    @Override
    public RandomGenerator random() {
        return ThreadLocalRandom.current();
    }

    @Override
    public String newUid() {
        return UUID.randomUUID().toString();
    }

    /** Runs an action when the process is asked to end (SIGTERM, SIGINT, exit); the process ends only after it. */
    public void onShutdown(Runnable action) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(action));
    }

    private static void runLogged(String name, Body body) {
        try {
            body.run();
        } catch (InterruptedException e) {
            LOG.trace("Task interrupted: task={}", name);
        } catch (Throwable e) {
            LOG.error("Task failed: task={}", name, e);
        }
    }

    private record ThreadTask(Thread thread) implements Task {
        @Override
        public void interrupt() {
            thread.interrupt();
        }

        @Override
        public void join() throws InterruptedException {
            thread.join();
        }

        @Override
        public boolean isDone() {
            return !thread.isAlive();
        }
    }
}
