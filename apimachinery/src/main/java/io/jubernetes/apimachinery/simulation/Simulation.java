package io.jubernetes.apimachinery.simulation;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs blocking code deterministically: tasks are virtual threads that run one at a time on the thread that calls
 * {@link #run}, in an order chosen by a random of this seed; time is virtual and jumps to the next timer when nothing can run.
 *
 * <pre>{@code
 * try (Simulation simulation = new Simulation(seed)) {
 *     simulation.run(() -> {
 *         Controller controller = new Controller("c", simulation.environment(), reconciler, 2);
 *         …
 *         simulation.runUntil("all pods are ready", () -> ready() == 3, Duration.ofMinutes(1));
 *     });
 * }
 * }</pre>
 *
 * The same seed gives the same run, in any JVM. A task that fails ends the run; so do a state in which nothing can happen any
 * more, and too many steps. Needs the JVM flag {@code --add-opens java.base/java.lang=ALL-UNNAMED}. Used by one thread.
 */
public final class Simulation implements AutoCloseable {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long DEFAULT_STEP_LIMIT = 20_000_000;
    private static final Duration FIRST_LOOK = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
    private static final int CLOSING_ROUNDS = 8;
    private static final long CLOSING_STEPS = 100_000;

    private final long seed;
    private final Trace trace = new Trace();
    private final Scheduler scheduler;
    private final SplittableRandom chance;
    private final Environment environment;

    public Simulation(long seed) {
        this(seed, DEFAULT_STEP_LIMIT);
    }

    /** @param stepLimit a run that takes more steps is taken for one that goes in circles */
    public Simulation(long seed, long stepLimit) {
        this.seed = seed;
        SplittableRandom root = new SplittableRandom(seed);
        this.scheduler = new Scheduler(root.nextLong(), stepLimit, trace);
        this.chance = root.split();
        this.environment = new SimulatedEnvironment(scheduler, chance, BEGIN);
    }

    public long seed() {
        return seed;
    }

    /** The environment whose wall clock is right. */
    public Environment environment() {
        return environment;
    }

    /** The environment of a machine whose wall clock is wrong. The monotonic clock is everybody's. */
    public Environment environment(Duration clockSkew) {
        return new SimulatedEnvironment(scheduler, chance, BEGIN.plus(clockSkew));
    }

    /**
     * Runs {@code main} as a task, and all others with it, until it is done. Other tasks stay as they are then; a next run goes
     * on with them. Throws what {@code main} threw.
     */
    public void run(Environment.Body main) {
        SimulatedTask task = scheduler.start("main", main);
        Scheduler.Outcome outcome = scheduler.driveUntilDone(task);
        switch (outcome) {
            case REACHED -> {}
            case TASK_FAILED -> throw taskFailed(task);
            case NOTHING_LEFT -> throw failure("nothing can happen any more: every task waits for another", null);
            case TOO_MANY_STEPS ->
                throw failure("too many steps: tasks keep each other busy, or time does not pass", null);
        }
    }

    /**
     * Lets time pass until a condition holds. May be called from within {@link #run} and from outside.
     *
     * @param what for the message when it never holds
     * @param virtualLimit how long to wait, in virtual time
     */
    public void runUntil(String what, BooleanSupplier condition, Duration virtualLimit) {
        if (scheduler.isSimulated(Thread.currentThread())) {
            waitFor(what, condition, virtualLimit);
        } else {
            run(() -> waitFor(what, condition, virtualLimit));
        }
    }

    /** Lets time pass. */
    public void runFor(Duration time) {
        run(() -> environment.sleep(time));
    }

    /** Steps so far: how much work a run was. */
    public long steps() {
        return scheduler.steps();
    }

    /** Puts a fact of the test's into the trace, where a difference between two runs of a seed shows. */
    public void note(String fact) {
        trace.note(fact);
    }

    /** Hands on every step in words, for finding where two runs of a seed begin to differ. */
    public void traceTo(Consumer<String> listener) {
        trace.listen(listener);
    }

    /** A value that differs, almost surely, between two runs that were not the same, step by step. */
    public String fingerprint() {
        return Long.toHexString(trace.fingerprint()) + "-" + scheduler.steps();
    }

    /**
     * Interrupts what still runs and lets it end. Faults of tasks that are on their way out are not reported; tasks that do not
     * end are, as the JVM keeps them, and with them all of the simulation, for as long as it lives.
     */
    @Override
    public void close() {
        for (int round = 0; round < CLOSING_ROUNDS && !scheduler.live().isEmpty(); round++) {
            scheduler.live().forEach(SimulatedTask::interrupt);
            drainOneSecond();
            scheduler.takeFailed();
            scheduler.awaitOutsiders();
        }
        if (!scheduler.live().isEmpty()) {
            throw failure("tasks did not end when the simulation was closed", null);
        }
    }

    private void drainOneSecond() {
        scheduler.allow(CLOSING_STEPS);
        SimulatedTask pause = scheduler.start("closing", () -> environment.sleep(Duration.ofSeconds(1)));
        while (scheduler.driveUntilDone(pause) == Scheduler.Outcome.TASK_FAILED && !pause.isDone()) {
            scheduler.takeFailed();
        }
    }

    private void waitFor(String what, BooleanSupplier condition, Duration limit) throws SimulationFailure {
        long begin = environment.nanoTime();
        Duration pause = FIRST_LOOK;
        while (!condition.getAsBoolean()) {
            if (environment.nanoTime() - begin > limit.toNanos()) {
                throw failure("not reached within " + limit + ": " + what, null);
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void sleep(Duration pause) {
        try {
            environment.sleep(pause);
        } catch (InterruptedException e) {
            throw failure("interrupted while waiting for a condition", e);
        }
    }

    private Error taskFailed(SimulatedTask main) {
        List<SimulatedTask> failed = scheduler.takeFailed();
        Throwable cause = failed.getFirst().failure();
        if (failed.getFirst() == main && cause instanceof AssertionError e) {
            e.addSuppressed(new SimulationFailure(replay(), null));
            return e;
        }
        return failure("task failed: " + failed.getFirst().name(), cause);
    }

    private SimulationFailure failure(String why, @Nullable Throwable cause) {
        return new SimulationFailure(
                why + "\n" + replay() + "\ntasks:\n" + Report.of(scheduler.live()) + "last steps:\n"
                        + trace.lastSteps(),
                cause);
    }

    private String replay() {
        return "replay with seed " + seed + "L (virtual time " + Duration.ofNanos(environment.nanoTime()) + ", step "
                + scheduler.steps() + ")";
    }
}
