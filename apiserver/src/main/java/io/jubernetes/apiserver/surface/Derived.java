package io.jubernetes.apiserver.surface;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What follows from something that is replaced now and then: made when it is asked for, and again when its source is another
 * object. Safe for use by several threads, two of which may make the same.
 */
public final class Derived<S, T> {

    private final Supplier<S> source;
    private final Function<S, T> making;
    private volatile @Nullable Made<S, T> made;

    private record Made<S, T>(S source, T result) {}

    public Derived(Supplier<S> source, Function<S, T> making) {
        this.source = source;
        this.making = making;
    }

    public T get() {
        S now = source.get();
        Made<S, T> known = made;
        if (known == null || known.source() != now) {
            known = new Made<>(now, making.apply(now));
            made = known;
        }
        return known.result();
    }
}
