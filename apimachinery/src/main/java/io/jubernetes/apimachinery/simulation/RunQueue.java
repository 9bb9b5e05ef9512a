package io.jubernetes.apimachinery.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The steps that could be next. */
final class RunQueue {

    private final RandomGenerator choice;
    private final List<Step> runnable = new ArrayList<>();
    /** Steps from threads that are not simulated: they come when they come, and runs with them cannot be replayed. */
    private final ConcurrentLinkedQueue<Step> foreign = new ConcurrentLinkedQueue<>();

    /** A task's way to its next wait. */
    record Step(SimulatedTask task, Runnable continuation) {}

    RunQueue(RandomGenerator choice) {
        this.choice = choice;
    }

    void add(Step step) {
        runnable.add(step);
    }

    void addForeign(Step step) {
        foreign.add(step);
    }

    /** Takes one by chance; null when there is none. */
    @Nullable
    Step take() {
        for (Step step = foreign.poll(); step != null; step = foreign.poll()) {
            runnable.add(step);
        }
        int count = runnable.size();
        if (count == 0) {
            return null;
        }
        int index = count == 1 ? 0 : choice.nextInt(count);
        Step chosen = runnable.get(index);
        Step last = runnable.removeLast();
        if (index < count - 1) {
            runnable.set(index, last);
        }
        return chosen;
    }
}
