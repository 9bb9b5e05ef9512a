package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of the resources that nodes offer and pods request.
 *
 * @param milliCpu thousandths of a core
 * @param memory bytes
 * @param ephemeralStorage bytes
 * @param extended all other resources by name, in whole units; zero amounts are kept out
 */
public record Resources(long milliCpu, long memory, long ephemeralStorage, SortedMap<String, Long> extended) {

    public static final Resources ZERO = new Resources(0, 0, 0, Collections.emptySortedMap());

    public static final String CPU = "cpu";
    public static final String MEMORY = "memory";
    public static final String EPHEMERAL_STORAGE = "ephemeral-storage";
    public static final String PODS = "pods";

    /** Reads a resource list; the number of pods is not a resource here. Fractions are rounded up. */
    public static Resources of(@Nullable Map<String, Quantity> quantities) {
        if (quantities == null || quantities.isEmpty()) {
            return ZERO;
        }
        TreeMap<String, Long> extended = new TreeMap<>();
        quantities.forEach((name, quantity) -> {
            if (!isBuiltIn(name) && whole(quantity) != 0) {
                extended.put(name, whole(quantity));
            }
        });
        return new Resources(
                milli(quantities.get(CPU)),
                whole(quantities.get(MEMORY)),
                whole(quantities.get(EPHEMERAL_STORAGE)),
                Collections.unmodifiableSortedMap(extended));
    }

    /** A quantity in whole units, rounded up; 0 when absent. */
    public static long whole(@Nullable Quantity quantity) {
        return quantity == null ? 0 : rounded(quantity.getNumericalAmount());
    }

    private static long milli(@Nullable Quantity quantity) {
        return quantity == null ? 0 : rounded(quantity.getNumericalAmount().movePointRight(3));
    }

    private static long rounded(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.CEILING)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    /** An amount by the resource's name. */
    public long amount(String name) {
        return switch (name) {
            case CPU -> milliCpu;
            case MEMORY -> memory;
            case EPHEMERAL_STORAGE -> ephemeralStorage;
            default -> extended(name);
        };
    }

    public static boolean isExtended(String name) {
        return !isBuiltIn(name);
    }

    private static boolean isBuiltIn(String name) {
        return name.equals(CPU) || name.equals(MEMORY) || name.equals(EPHEMERAL_STORAGE) || name.equals(PODS);
    }

    public Resources plus(Resources other) {
        return other.isZero() ? this : combine(other, Long::sum);
    }

    public Resources minus(Resources other) {
        return other.isZero() ? this : combine(other, (a, b) -> a - b);
    }

    /** The larger of the two, resource by resource. */
    public Resources max(Resources other) {
        return combine(other, Math::max);
    }

    public long extended(String name) {
        return extended.getOrDefault(name, 0L);
    }

    public boolean isZero() {
        return milliCpu == 0 && memory == 0 && ephemeralStorage == 0 && extended.isEmpty();
    }

    private Resources combine(Resources other, LongBinaryOperator operator) {
        return new Resources(
                operator.applyAsLong(milliCpu, other.milliCpu),
                operator.applyAsLong(memory, other.memory),
                operator.applyAsLong(ephemeralStorage, other.ephemeralStorage),
                combineExtended(other, operator));
    }

    private SortedMap<String, Long> combineExtended(Resources other, LongBinaryOperator operator) {
        if (extended.isEmpty() && other.extended.isEmpty()) {
            return extended;
        }
        TreeMap<String, Long> result = new TreeMap<>();
        extended.keySet().forEach(name -> result.put(name, operator.applyAsLong(extended(name), other.extended(name))));
        other.extended
                .keySet()
                .forEach(name -> result.put(name, operator.applyAsLong(extended(name), other.extended(name))));
        result.values().removeIf(amount -> amount == 0);
        return Collections.unmodifiableSortedMap(result);
    }
}
