package io.jubernetes.apimachinery.fieldmanagement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of paths, as a trie. A path being in the set says nothing about the paths below or above it. Immutable.
 *
 * <pre>
 *   {.spec.replicas, .spec.template, .spec.template.spec}
 *
 *   spec ─┬─ replicas ●
 *         └─ template ● ── spec ●
 * </pre>
 */
public final class FieldSet {

    public static final FieldSet EMPTY = new FieldSet(new Entry[0]);

    /** Sorted by element; none is without member and children. */
    private final Entry[] entries;

    /** @param member whether the path that ends here is in the set */
    record Entry(PathElement element, boolean member, FieldSet below) {}

    private FieldSet(Entry[] entries) {
        this.entries = entries;
    }

    /** Collects the entries of one level, each element once. */
    static final class Level {

        // most levels of a comparison stay empty
        private List<Entry> entries = List.of();
        private boolean sorted = true;

        void add(PathElement element, boolean member, FieldSet below) {
            if (!member && below.isEmpty()) {
                return;
            }
            if (entries.isEmpty()) {
                entries = new ArrayList<>();
            }
            sorted = sorted && (entries.isEmpty() || entries.getLast().element().compareTo(element) < 0);
            entries.add(new Entry(element, member, below));
        }

        FieldSet build() {
            if (entries.isEmpty()) {
                return EMPTY;
            }
            Entry[] array = entries.toArray(Entry[]::new);
            if (!sorted) {
                Arrays.sort(array, (a, b) -> a.element().compareTo(b.element()));
            }
            return new FieldSet(array);
        }
    }

    /** The set of one path of fields. */
    public static FieldSet of(String... path) {
        FieldSet set = EMPTY;
        for (int i = path.length - 1; i >= 0; i--) {
            Entry entry = new Entry(PathElement.field(path[i]), i == path.length - 1, set);
            set = new FieldSet(new Entry[] {entry});
        }
        return set;
    }

    List<Entry> entries() {
        return Arrays.asList(entries);
    }

    public boolean isEmpty() {
        return entries.length == 0;
    }

    private @Nullable Entry find(PathElement element) {
        int low = 0;
        int high = entries.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = entries[middle].element().compareTo(element);
            if (order == 0) {
                return entries[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    boolean has(PathElement element) {
        Entry entry = find(element);
        return entry != null && entry.member();
    }

    /** The paths behind a first step. */
    FieldSet below(PathElement element) {
        Entry entry = find(element);
        return entry == null ? EMPTY : entry.below();
    }

    public FieldSet union(FieldSet other) {
        return isEmpty() ? other : other.isEmpty() ? this : combine(other, UNION);
    }

    /** The paths that are in this set and not in the other; exactly these, whatever lies above and below them. */
    public FieldSet difference(FieldSet other) {
        return isEmpty() || other.isEmpty() ? this : combine(other, DIFFERENCE);
    }

    public FieldSet intersection(FieldSet other) {
        return isEmpty() || other.isEmpty() ? EMPTY : combine(other, INTERSECTION);
    }

    /** The paths that are not in the other set, nor below one that is. */
    public FieldSet without(FieldSet roots) {
        return isEmpty() || roots.isEmpty() ? this : combine(roots, WITHOUT);
    }

    /** The paths that are in the other set, or below one that is. */
    public FieldSet within(FieldSet roots) {
        return isEmpty() || roots.isEmpty() ? EMPTY : combine(roots, WITHIN);
    }

    /** What becomes of an element; both entries have the same one. */
    private interface Combination {
        Entry of(Entry mine, Entry other);
    }

    private static final Combination UNION =
            (a, b) -> new Entry(a.element(), a.member() || b.member(), a.below().union(b.below()));
    private static final Combination DIFFERENCE = (a, b) ->
            new Entry(a.element(), a.member() && !b.member(), a.below().difference(b.below()));
    private static final Combination INTERSECTION =
            (a, b) -> new Entry(a.element(), a.member() && b.member(), a.below().intersection(b.below()));
    private static final Combination WITHOUT = (a, b) -> b.member()
            ? new Entry(a.element(), false, EMPTY)
            : new Entry(a.element(), a.member(), a.below().without(b.below()));
    private static final Combination WITHIN =
            (a, b) -> b.member() ? a : new Entry(a.element(), false, a.below().within(b.below()));

    private FieldSet combine(FieldSet other, Combination combination) {
        Level level = new Level();
        int i = 0;
        int j = 0;
        while (i < entries.length || j < other.entries.length) {
            Entry mine = i < entries.length ? entries[i] : null;
            Entry theirs = j < other.entries.length ? other.entries[j] : null;
            int order = mine == null ? 1 : theirs == null ? -1 : mine.element().compareTo(theirs.element());
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            Entry combined = combination.of(
                    order <= 0 && mine != null ? mine : absent(theirs),
                    order >= 0 && theirs != null ? theirs : absent(mine));
            level.add(combined.element(), combined.member(), combined.below());
        }
        return level.build();
    }

    private static Entry absent(@Nullable Entry present) {
        if (present == null) {
            throw new IllegalStateException("one of two entries is there");
        }
        return new Entry(present.element(), false, EMPTY);
    }

    /** The paths in the words of messages: those that end at a level before those that go on. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        walk("", (prefix, entry) -> paths.add(prefix + entry.element()));
        return paths;
    }

    private void walk(String prefix, BiConsumer<String, Entry> visitor) {
        for (Entry entry : entries) {
            if (entry.member()) {
                visitor.accept(prefix, entry);
            }
        }
        for (Entry entry : entries) {
            entry.below().walk(prefix + entry.element(), visitor);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldSet that && Arrays.equals(entries, that.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(entries);
    }

    @Override
    public String toString() {
        return paths().toString();
    }
}
