package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.KeyValue;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The second half of a large range, read by a thread of its own while the first reader is at the first one. This one looks for the
 * middle, announces it and reads from there; the first reader stops there. When it is beyond the place already, or at the end, it
 * takes the announcement back: a thread that got no processor in time must not make a range slower.
 */
final class SecondHalf implements Runnable {

    /** Says that there is no second half. */
    private static final byte[] NOWHERE = {};

    private final View view;
    private final byte[] begin;
    private final byte[] end;
    private final long revision;

    /** Where it begins; null while that is open. */
    private final AtomicReference<byte @Nullable []> middle = new AtomicReference<>();

    private final CompletableFuture<List<KeyValue>> found = new CompletableFuture<>();

    /** Whether the first reader saw the middle before it was there; used by that one alone. */
    private boolean agreed;

    private final Runnable done;

    /** @param done is run when the thread is free for another range, before the first reader hears of it */
    SecondHalf(View view, byte[] begin, byte[] end, long revision, Runnable done) {
        this.done = done;
        this.view = view;
        this.begin = begin;
        this.end = end;
        this.revision = revision;
    }

    @Override
    public void run() {
        try {
            byte[] place = Middle.of(view, begin, end);
            List<KeyValue> items = place != null && middle.compareAndSet(null, place) ? read(place) : List.of();
            done.run();
            found.complete(items);
        } catch (RuntimeException | Error e) {
            done.run();
            found.completeExceptionally(e);
        }
    }

    private List<KeyValue> read(byte[] place) {
        try (Sweep sweep = new Sweep(view, end, revision)) {
            sweep.seek(place);
            while (sweep.goesOn() && middle.get() == place) {
                sweep.take();
            }
            return sweep.found();
        }
    }

    /** Asked by the first reader before each step: whether it may stop. */
    boolean takesOver(Sweep first) {
        byte[] place = middle.get();
        if (place == null || place == NOWHERE) {
            return false;
        }
        if (first.isBefore(place)) {
            agreed = true;
            return false;
        }
        if (!agreed) {
            middle.set(NOWHERE);
        }
        return agreed;
    }

    /** Asked by the first reader when it is through: what it did not read. */
    List<KeyValue> rest() {
        if (!agreed) {
            middle.set(NOWHERE);
            return List.of();
        }
        try {
            return found.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
