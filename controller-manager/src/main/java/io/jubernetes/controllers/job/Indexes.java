package io.jubernetes.controllers.job;

import java.util.BitSet;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A set of completion indexes. As text they ascend, and three or more in a row are written as a range: {@code 1,3-5,7}. */
final class Indexes {

    static final Indexes NONE = new Indexes(new BitSet());

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    private final BitSet bits;

    private Indexes(BitSet bits) {
        this.bits = bits;
    }

    /** Leaves out what is not below {@code limit}, and what is no index. */
    static Indexes parse(@Nullable String text, int limit) {
        BitSet bits = new BitSet();
        if (text != null) {
            Matcher range = RANGE.matcher(text);
            while (range.find()) {
                int first = Integer.parseInt(range.group(1));
                int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
                if (first <= last && first < limit) {
                    bits.set(first, Math.min(last + 1, limit));
                }
            }
        }
        return new Indexes(bits);
    }

    static Indexes of(Collection<Integer> indexes) {
        BitSet bits = new BitSet();
        indexes.forEach(bits::set);
        return new Indexes(bits);
    }

    Indexes with(Indexes others) {
        BitSet union = (BitSet) bits.clone();
        union.or(others.bits);
        return new Indexes(union);
    }

    Indexes shared(Indexes others) {
        BitSet both = (BitSet) bits.clone();
        both.and(others.bits);
        return new Indexes(both);
    }

    boolean has(int index) {
        return bits.get(index);
    }

    /** The first index from {@code from} on that is not in the set. */
    int firstMissing(int from) {
        return bits.nextClearBit(from);
    }

    int count() {
        return bits.cardinality();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = bits.nextSetBit(0); first >= 0; first = bits.nextSetBit(bits.nextClearBit(first))) {
            int last = bits.nextClearBit(first) - 1;
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (last > first) {
                text.append(last == first + 1 ? "," : "-").append(last);
            }
        }
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Indexes indexes && bits.equals(indexes.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }
}
