package io.jubernetes.apiserver.cel.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers of all kinds lie on one line. */
public final class Numbers {

    private Numbers() {}

    public static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Unsigned || value instanceof Double;
    }

    /** As of {@link java.util.Comparator}; what is no number at all is not comparable, and gives null. */
    static @Nullable Integer compare(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (isNaN(a) || isNaN(b)) {
            return null;
        }
        if (a instanceof Double x && b instanceof Double y) {
            return x < y ? -1 : x > y ? 1 : 0;
        }
        Integer byInfinity = infinite(a, b);
        return byInfinity != null ? byInfinity : exact(a).compareTo(exact(b));
    }

    private static @Nullable Integer infinite(Object a, Object b) {
        if (a instanceof Double x && x.isInfinite()) {
            return x > 0 ? 1 : -1;
        }
        if (b instanceof Double y && y.isInfinite()) {
            return y > 0 ? -1 : 1;
        }
        return null;
    }

    private static boolean isNaN(Object value) {
        return value instanceof Double number && number.isNaN();
    }

    private static BigDecimal exact(Object number) {
        return switch (number) {
            case Long whole -> BigDecimal.valueOf(whole);
            case Unsigned whole -> new BigDecimal(whole.toBigInteger());
            case Double broken -> new BigDecimal(broken);
            default -> throw CelError.noOverload();
        };
    }
}
