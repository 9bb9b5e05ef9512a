package io.jubernetes.kubelet.pod;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.pull.ImageProblem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets an image on a task of its own, which can be given up without ending the one that waits for it. */
final class PullTask {

    /** Gets the image. */
    @FunctionalInterface
    interface Pull {
        String get() throws ImageProblem, InterruptedException;
    }

    private final Environment.Task task;
    private volatile @Nullable String reference;
    private volatile @Nullable ImageProblem problem;
    private volatile @Nullable RuntimeException failure;

    PullTask(Environment environment, Pull pull) {
        this.task = environment.start("image", () -> run(pull));
    }

    private void run(Pull pull) throws InterruptedException {
        try {
            reference = pull.get();
        } catch (ImageProblem e) {
            problem = e;
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** The reference; empty when it was given up. */
    Optional<String> await() throws ImageProblem, InterruptedException {
        try {
            task.join();
        } catch (InterruptedException e) {
            task.interrupt();
            throw e;
        }
        ImageProblem refused = problem;
        RuntimeException broken = failure;
        if (refused != null) {
            throw refused;
        }
        if (broken != null) {
            throw broken;
        }
        return Optional.ofNullable(reference);
    }

    void abandon() {
        task.interrupt();
    }
}
