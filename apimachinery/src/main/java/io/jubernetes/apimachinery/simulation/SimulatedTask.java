package io.jubernetes.apimachinery.simulation;

import io.jubernetes.apimachinery.environment.Environment;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A task on a virtual thread whose steps the scheduler chooses. Also the executor that the thread hands its steps to. */
final class SimulatedTask implements Environment.Task, Executor {

    private final Scheduler scheduler;
    private final long id;
    private final String name;
    private final Environment.Body body;
    private final Thread thread;
    private boolean done;
    private boolean interruptAsked;
    private @Nullable Throwable failure;

    SimulatedTask(Scheduler scheduler, long id, String name, Environment.Body body) {
        this.scheduler = scheduler;
        this.id = id;
        this.name = name;
        this.body = body;
        this.thread = VirtualThreads.create(this, name, this::runBody);
    }

    void start() {
        thread.start();
    }

    @Override
    public void execute(Runnable continuation) {
        scheduler.runnable(new RunQueue.Step(this, continuation));
    }

    @Override
    public void interrupt() {
        interruptAsked = true;
        thread.interrupt();
    }

    /** Interrupts for a purpose of the simulation's own, which takes the interruption away again. */
    void interruptForTimeout() {
        thread.interrupt();
    }

    /** Begins to watch for interruptions: what was asked before and is over does not count. */
    void watchInterruptions() {
        interruptAsked = thread.isInterrupted();
    }

    /** Whether an interruption was asked for since {@link #watchInterruptions}. */
    boolean interruptAsked() {
        return interruptAsked;
    }

    boolean isInterrupted() {
        return thread.isInterrupted();
    }

    @Override
    public void join() throws InterruptedException {
        thread.join();
    }

    @Override
    public boolean isDone() {
        return done;
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    Thread thread() {
        return thread;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    private void runBody() {
        try {
            body.run();
        } catch (InterruptedException e) {
            // the ordinary end of a task that was asked to end
        } catch (Throwable e) {
            failure = e;
        } finally {
            done = true;
            scheduler.ended(this);
        }
    }
}
