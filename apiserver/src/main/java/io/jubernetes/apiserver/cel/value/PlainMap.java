package io.jubernetes.apiserver.cel.value;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map that an expression makes. Numbers of the same amount are the same key. */
public final class PlainMap implements MapValue {

    private record Entry(Object key, Object value) {}

    private final Map<Object, Entry> entries = new LinkedHashMap<>();

    /** @return whether it was not there before; if it was, nothing changes */
    public boolean put(Object key, Object value) {
        return entries.putIfAbsent(normal(key), new Entry(key, value)) == null;
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public @Nullable Object find(Object key) {
        Entry found = entries.get(normal(key));
        return found == null ? null : found.value();
    }

    @Override
    public Iterable<Object> keys() {
        return entries.values().stream().map(Entry::key).toList();
    }

    private static Object normal(Object key) {
        return switch (key) {
            case Long number -> BigDecimal.valueOf(number);
            case Unsigned number -> new BigDecimal(number.toBigInteger());
            case Double number
            when Double.isFinite(number) && number == Math.rint(number) -> new BigDecimal(number).setScale(0);
            default -> key;
        };
    }
}
