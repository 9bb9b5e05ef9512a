package io.jubernetes.kvstore.rocks;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends large ranges a second thread. There is one in a store: where several ranges are read at once, the processors have enough to
 * do without it.
 */
final class SecondReader {

    private static final Logger LOG = LoggerFactory.getLogger(SecondReader.class);

    /** Less than so many bytes of versions are read before a second thread has begun. */
    private static final long LEAST = 1 << 20;

    private final Executor tasks;
    private final Views views;
    private final AtomicBoolean busy = new AtomicBoolean();

    SecondReader(Executor tasks, Views views) {
        this.tasks = tasks;
        this.views = views;
    }

    /**
     * Sets out to read the second half of what lies between two places.
     *
     * @param view one that the caller holds; it is kept until the second half is done with it
     * @return null when the caller has to read alone: it is little, or another range has the thread
     */
    @Nullable
    SecondHalf start(View view, byte[] begin, byte[] end, long revision) {
        if (Middle.bytesBetween(view.database(), begin, end) < LEAST || !busy.compareAndSet(false, true)) {
            return null;
        }
        SecondHalf half = new SecondHalf(view, begin, end, revision, () -> busy.set(false));
        view.retain();
        try {
            tasks.execute(() -> {
                half.run();
                views.release(view);
            });
            return half;
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.debug("A range is read by one thread, for there is no second one", e);
            busy.set(false);
            views.release(view);
            return null;
        }
    }
}
