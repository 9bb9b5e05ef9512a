package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A part that is being made beside what its starter does, to be had when it is needed. Closing it closes the part, if one came
 * that can be closed.
 */
final class Beside<T> implements AutoCloseable {

    private final CompletableFuture<T> part = new CompletableFuture<>();

    private Beside() {}

    /** Starts making a part on a thread of its own; that may block in native code. */
    static <T> Beside<T> start(Environment environment, String name, Callable<T> making) {
        Beside<T> beside = new Beside<>();
        environment.startNative(name, () -> {
            try {
                beside.part.complete(making.call());
            } catch (Exception e) { // given on to who asks for the part
                beside.part.completeExceptionally(e);
            }
        });
        return beside;
    }

    /** The part; waits until it is there. */
    T get() throws IOException {
        try {
            return part.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }

    @Override
    public void close() throws Exception {
        T made = part.exceptionally(failure -> null).join();
        if (made instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
