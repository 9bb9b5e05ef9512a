package io.jubernetes.testing.simulation.history;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.WatchSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that happened to a store, told by a watch of the whole of it: every change, a fingerprint over revisions, keys and bytes, and
 * the invariants, checked after each revision. The first one that is broken is kept, as whoever writes to the store must not notice.
 */
public final class StoreHistory implements WatchSink {

    private static final int TAIL = 25;

    private final Environment environment;
    private final List<Invariant> invariants;
    private final ClusterView view;
    private final TreeMap<Long, List<Change>> changes = new TreeMap<>();
    private final MessageDigest digest = sha256();
    private long count;
    private @Nullable AssertionError violation;

    public StoreHistory(Environment environment, List<Invariant> invariants) {
        this.environment = environment;
        this.invariants = List.copyOf(invariants);
        this.view = new ClusterView(environment);
    }

    @Override
    public void events(long revision, List<Event> events) {
        List<Change> told = new ArrayList<>(events.size());
        for (Event event : events) {
            digest(event);
            Change change = new Change(event, view.lastChange(event.key()));
            view.apply(change);
            told.add(change);
        }
        count += events.size();
        changes.put(revision, told);
        told.forEach(this::check);
    }

    private void check(Change change) {
        for (Invariant invariant : invariants) {
            try {
                invariant.check(change, view);
            } catch (AssertionError e) {
                keep(invariant, change, e);
            }
        }
    }

    private void keep(Invariant invariant, Change change, AssertionError broken) {
        if (violation == null) {
            violation = new AssertionError(
                    "broken: " + invariant.getClass().getSimpleName() + " by " + change + ": " + broken.getMessage()
                            + "\nlast changes:\n" + tail(),
                    broken);
        }
    }

    @Override
    public void progress(long revision) {
        // every revision has events here: the whole store is watched
    }

    @Override
    public void closed(RuntimeException reason) {
        // the end of the run
    }

    /** Throws what was found broken first. */
    public void requireIntact() {
        if (violation != null) {
            throw violation;
        }
    }

    public ClusterView view() {
        return view;
    }

    /** The changes of revisions behind one and up to another. */
    public NavigableMap<Long, List<Change>> between(long after, long last) {
        return after >= last ? new TreeMap<>() : changes.subMap(after, false, last, true);
    }

    public long revision() {
        return changes.isEmpty() ? 0 : changes.lastKey();
    }

    /** How many changes there were. */
    public long count() {
        return count;
    }

    /** Differs when any revision, key or byte differs. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's digest cannot be copied", e);
        }
    }

    /** The last changes, for people. */
    public String tail() {
        StringBuilder text = new StringBuilder();
        changes.descendingMap().values().stream()
                .flatMap(List::stream)
                .filter(change ->
                        !change.key().contains("/events/") && !change.key().contains("/leases/"))
                .limit(TAIL)
                .forEach(change -> text.append("  ").append(change).append('\n'));
        return text.append("  (newest first, virtual time ")
                .append(environment.now())
                .append(")")
                .toString();
    }

    private void digest(Event event) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, event.revision()));
        digest.update(event.key().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        if (event instanceof Event.Put(KeyValue current, KeyValue _)) {
            digest.update(current.value());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no SHA-256", e);
        }
    }
}
