package io.jubernetes.controllers.pods;

import io.jubernetes.apimachinery.environment.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Does something many times, side by side, in batches of 1, 2, 4 and so on, and stops after the first batch in which something
 * failed: a quota or an admission that refuses everything is asked a few times, not a thousand times.
 */
public final class SlowStart {

    private SlowStart() {}

    /**
     * @param action given the number of the call, from 0
     * @return how many calls were not made, and the first failure
     */
    public static Outcome run(Environment environment, int count, IntConsumer action) throws InterruptedException {
        int done = 0;
        for (int batch = 1; done < count; batch *= 2) {
            int size = Math.min(batch, count - done);
            RuntimeException failure = runBatch(environment, done, size, action);
            done += size;
            if (failure != null) {
                return new Outcome(count - done, failure);
            }
        }
        return new Outcome(0, null);
    }

    /** @param skipped how many calls were not made */
    public record Outcome(int skipped, @Nullable RuntimeException failure) {}

    private static @Nullable RuntimeException runBatch(Environment environment, int first, int size, IntConsumer action)
            throws InterruptedException {
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        List<Environment.Task> tasks = new ArrayList<>();
        for (int i = 1; i < size; i++) {
            int number = first + i;
            tasks.add(environment.start("batch-" + number, () -> attempt(number, action, failure)));
        }
        attempt(first, action, failure);
        for (Environment.Task task : tasks) {
            task.join();
        }
        return failure.get();
    }

    private static void attempt(int number, IntConsumer action, AtomicReference<@Nullable RuntimeException> failure) {
        try {
            action.accept(number);
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }
}
