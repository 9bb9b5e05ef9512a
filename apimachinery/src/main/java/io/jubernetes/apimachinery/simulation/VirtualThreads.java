package io.jubernetes.apimachinery.simulation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;

/** Makes virtual threads that are resumed by an executor of ours. The JDK has this, but not in its public interface. */
final class VirtualThreads {

    private static final MethodHandle CONSTRUCTOR = constructor();

    private VirtualThreads() {}

    /** A thread, not started, each of whose steps is handed to the executor, which runs them on platform threads. */
    static Thread create(Executor scheduler, String name, Runnable body) {
        try {
            return (Thread) CONSTRUCTOR.invoke(scheduler, name, 0, body);
        } catch (Throwable e) {
            throw new IllegalStateException("a virtual thread could not be made", e);
        }
    }

    private static MethodHandle constructor() {
        try {
            Class<?> type = Class.forName("java.lang.VirtualThread");
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            MethodType signature =
                    MethodType.methodType(void.class, Executor.class, String.class, int.class, Runnable.class);
            return lookup.findConstructor(type, signature);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the simulation needs a JDK 25 with the flag --add-opens java.base/java.lang=ALL-UNNAMED", e);
        }
    }
}
