package io.jubernetes.apimachinery.simulation;

import io.jubernetes.apimachinery.environment.Environment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Chooses steps and runs them, one at a time, on the thread that drives. */
final class Scheduler {

    /** How long a step from outside is waited for when a task waits for what only an outsider can end. */
    private static final int FOREIGN_WAITS = 2000;

    private static final long FOREIGN_WAIT_NANOS = 1_000_000;

    private final Timers timers = new Timers();
    private final RunQueue queue;
    private final Trace trace;
    private long stepLimit;
    private final Map<Long, SimulatedTask> live = new LinkedHashMap<>();
    private final Map<Thread, SimulatedTask> byThread = new HashMap<>();
    private final List<SimulatedTask> failed = new ArrayList<>();
    private long taskIds;
    private long steps;
    private @Nullable Thread driver;
    private @Nullable SimulatedTask running;

    /** Why driving ended. */
    enum Outcome {
        REACHED,
        NOTHING_LEFT,
        TOO_MANY_STEPS,
        TASK_FAILED
    }

    /** @param stepLimit for the whole run */
    Scheduler(long seed, long stepLimit, Trace trace) {
        this.queue = new RunQueue(new SplittableRandom(seed));
        this.stepLimit = stepLimit;
        this.trace = trace;
    }

    Timers timers() {
        return timers;
    }

    long steps() {
        return steps;
    }

    /** Lets the run go on for so many steps more than it took, whatever its limit was. */
    void allow(long moreSteps) {
        stepLimit = steps + moreSteps;
    }

    List<SimulatedTask> live() {
        return new ArrayList<>(live.values());
    }

    /** The tasks that ended with a fault, and forgets them. */
    List<SimulatedTask> takeFailed() {
        List<SimulatedTask> taken = new ArrayList<>(failed);
        failed.clear();
        return taken;
    }

    SimulatedTask start(String name, Environment.Body body) {
        SimulatedTask task = new SimulatedTask(this, taskIds++, name, body);
        live.put(task.id(), task);
        byThread.put(task.thread(), task);
        task.start();
        return task;
    }

    /** The task that the calling code runs on. */
    SimulatedTask current() {
        SimulatedTask task = byThread.get(Thread.currentThread());
        if (task == null) {
            throw new IllegalStateException("only tasks of the simulation may wait in it; this is "
                    + Thread.currentThread().getName());
        }
        return task;
    }

    boolean isSimulated(Thread thread) {
        return byThread.containsKey(thread);
    }

    void runnable(RunQueue.Step step) {
        Thread caller = Thread.currentThread();
        if (caller == driver || (running != null && caller == running.thread()) || driver == null) {
            queue.add(step);
        } else {
            queue.addForeign(step);
        }
    }

    void ended(SimulatedTask task) {
        live.remove(task.id());
        byThread.remove(task.thread());
        if (task.failure() != null) {
            failed.add(task);
        }
    }

    /** Runs until the task is done, or that cannot be. */
    Outcome driveUntilDone(SimulatedTask awaited) {
        driver = Thread.currentThread();
        try {
            while (!awaited.isDone() || awaited.thread().isAlive()) {
                Outcome ended = step();
                if (ended != null) {
                    return ended;
                }
            }
            return failed.isEmpty() ? Outcome.REACHED : Outcome.TASK_FAILED;
        } finally {
            driver = null;
        }
    }

    /** Null when there was one. */
    private @Nullable Outcome step() {
        RunQueue.Step step = queue.take();
        if (step == null) {
            return timers.advance() || awaitForeign() ? null : Outcome.NOTHING_LEFT;
        }
        if (++steps > stepLimit) {
            return Outcome.TOO_MANY_STEPS;
        }
        trace.step(timers.now(), step.task());
        running = step.task();
        step.continuation().run();
        running = null;
        return failed.isEmpty() ? null : Outcome.TASK_FAILED;
    }

    /** Waits in real time, and not for long, while a task is in a state that only something outside ends. */
    void awaitOutsiders() {
        driver = Thread.currentThread();
        try {
            awaitForeign();
        } finally {
            driver = null;
        }
    }

    /** Something outside, such as the JVM's own unblocking of monitors, may still make a task runnable. */
    private boolean awaitForeign() {
        for (int i = 0; i < FOREIGN_WAITS && waitsForOutsider(); i++) {
            LockSupport.parkNanos(FOREIGN_WAIT_NANOS);
            RunQueue.Step step = queue.take();
            if (step != null) {
                queue.add(step);
                return true;
            }
        }
        return false;
    }

    private boolean waitsForOutsider() {
        return live.values().stream()
                .map(task -> task.thread().getState())
                .anyMatch(state -> state == Thread.State.BLOCKED || state == Thread.State.TIMED_WAITING);
    }
}
