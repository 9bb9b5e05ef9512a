package io.jubernetes.apiserver.cel.cost;

/** A size or a cost between two bounds, neither of them negative; what is too large for a long is the largest long. */
public record Range(long min, long max) {

    public static final Range ZERO = new Range(0, 0);
    static final Range ONE = new Range(1, 1);
    static final Range UNKNOWN = new Range(0, Long.MAX_VALUE);

    static Range exactly(long amount) {
        return new Range(amount, amount);
    }

    Range plus(Range other) {
        return new Range(add(min, other.min), add(max, other.max));
    }

    Range times(Range other) {
        return new Range(multiply(min, other.min), multiply(max, other.max));
    }

    /** Rounded up. */
    Range times(double factor) {
        return new Range(multiply(min, factor), multiply(max, factor));
    }

    Range union(Range other) {
        return new Range(Math.min(min, other.min), Math.max(max, other.max));
    }

    static long add(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Of numbers that are not negative. */
    public static long multiply(long a, long b) {
        boolean tooLarge = Math.multiplyHigh(a, b) != 0 || a * b < 0;
        return tooLarge ? Long.MAX_VALUE : a * b;
    }

    static long multiply(long a, double factor) {
        return a == Long.MAX_VALUE && factor > 0 ? a : (long) Math.ceil(a * factor);
    }
}
