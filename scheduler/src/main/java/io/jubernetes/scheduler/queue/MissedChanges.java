package io.jubernetes.scheduler.queue;

import io.jubernetes.scheduler.framework.Change;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;

/** What happened while pods were being tried: such a pod was decided on without it. Kept only as long as one is being tried. */
final class MissedChanges {

    private static final int LIMIT = 10_000;

    private record Missed(long sequence, Change change) {}

    private final Deque<Missed> changes = new ArrayDeque<>();
    private int trying;
    // The newest one that was let go because there were too many.
    private long forgotten = Long.MIN_VALUE;

    void began() {
        trying++;
    }

    void ended() {
        trying--;
        if (trying == 0) {
            changes.clear();
        }
    }

    void add(long sequence, Change change) {
        if (trying > 0) {
            changes.add(new Missed(sequence, change));
            if (changes.size() > LIMIT) {
                forgotten = changes.removeFirst().sequence;
            }
        }
    }

    boolean anySince(long sequence, Predicate<Change> which) {
        if (forgotten > sequence) {
            return true;
        }
        Iterator<Missed> newestFirst = changes.descendingIterator();
        while (newestFirst.hasNext()) {
            Missed missed = newestFirst.next();
            if (missed.sequence <= sequence) {
                return false;
            }
            if (which.test(missed.change)) {
                return true;
            }
        }
        return false;
    }
}
