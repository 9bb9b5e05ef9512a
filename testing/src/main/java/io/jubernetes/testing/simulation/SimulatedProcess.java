package io.jubernetes.testing.simulation;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.random.RandomGenerator;

/**
 * The environment of one process of a simulated cluster. {@link #kill} ends it as {@code kill -9} would: its tasks get no further
 * than their next wait, its timers are off, and what they do on their way out reaches nobody.
 */
public final class SimulatedProcess implements Environment {

    private final String name;
    private final Environment machine;
    private final Set<Running> running = new LinkedHashSet<>();
    private boolean dead;

    SimulatedProcess(String name, Environment machine) {
        this.name = name;
        this.machine = machine;
    }

    /** A started task of this process. */
    private final class Running implements Task {
        private final String name;
        private final Task task;

        Running(String name, Body body) {
            this.name = name;
            running.add(this);
            this.task = machine.start(SimulatedProcess.this.name + "/" + name, () -> run(body));
        }

        private void run(Body body) throws InterruptedException {
            try {
                if (!dead) {
                    body.run();
                }
            } catch (RuntimeException | Error e) {
                if (!dead) {
                    throw e;
                }
            } finally {
                running.remove(this);
            }
        }

        @Override
        public void interrupt() {
            task.interrupt();
        }

        @Override
        public void join() throws InterruptedException {
            task.join();
        }

        @Override
        public boolean isDone() {
            return task.isDone();
        }
    }

    public String name() {
        return name;
    }

    public boolean isDead() {
        return dead;
    }

    /** The names of the tasks that have not ended. */
    List<String> runningTasks() {
        return running.stream().map(task -> task.name).toList();
    }

    public void kill() {
        dead = true;
        new ArrayList<>(running).forEach(Running::interrupt);
    }

    @Override
    public Instant now() {
        return machine.now();
    }

    @Override
    public long nanoTime() {
        return machine.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        requireAlive();
        machine.sleep(duration);
        requireAlive();
    }

    @Override
    public boolean await(Condition condition, Duration timeout) throws InterruptedException {
        requireAlive();
        boolean inTime = machine.await(condition, timeout);
        requireAlive();
        return inTime;
    }

    private void requireAlive() throws InterruptedException {
        if (dead) {
            throw new InterruptedException();
        }
    }

    @Override
    public Task start(String task, Body body) {
        return new Running(task, body);
    }

    @Override
    public Task startNative(String task, Body body) {
        return new Running(task, body);
    }

    @Override
    public Timer after(Duration delay, String action, Body body) {
        return machine.after(delay, name + "/" + action, () -> {
            if (!dead) {
                new Running(action, body);
            }
        });
    }

    @Override
    public RandomGenerator random() {
        return machine.random();
    }

    @Override
    public String newUid() {
        return machine.newUid();
    }
}
