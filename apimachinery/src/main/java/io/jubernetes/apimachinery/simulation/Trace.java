package io.jubernetes.apimachinery.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What ran when: a fingerprint of the whole run and the last steps in words. */
final class Trace {

    private static final int REMEMBERED = 40;
    private static final long PRIME = 0x100000001b3L;

    private final Deque<Entry> last = new ArrayDeque<>();
    private long fingerprint = 0xcbf29ce484222325L;

    private @Nullable Consumer<String> listener;

    private record Entry(long time, long id, String name) {
        @Override
        public String toString() {
            return time + "ns #" + id + " " + name;
        }
    }

    void listen(Consumer<String> newListener) {
        listener = newListener;
    }

    void step(long time, SimulatedTask task) {
        mix(time);
        mix(task.id());
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        Entry entry = new Entry(time, task.id(), task.name());
        last.addLast(entry);
        if (listener != null) {
            listener.accept(entry.toString());
        }
    }

    /** Puts a fact into the fingerprint. */
    void note(String fact) {
        for (int i = 0; i < fact.length(); i++) {
            mix(fact.charAt(i));
        }
        if (listener != null) {
            listener.accept(fact);
        }
    }

    long fingerprint() {
        return fingerprint;
    }

    String lastSteps() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : last) {
            text.append("  ").append(entry).append('\n');
        }
        return text.toString();
    }

    private void mix(long value) {
        fingerprint = (fingerprint ^ value) * PRIME;
        fingerprint ^= fingerprint >>> 29;
    }
}
