package io.jubernetes.apimachinery.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** HTTP header fields: names in lower case, values in the order they came. Immutable. */
public final class Headers {

    public static final Headers EMPTY = new Headers(Map.of());

    private final Map<String, List<String>> values;

    private Headers(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Headers of alternating names and values. */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("header names and values come in pairs");
        }
        Headers headers = EMPTY;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers = headers.and(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    /** Headers of many names and values at once, in their order. */
    public static Headers copyOf(Iterable<? extends Map.Entry<String, String>> fields) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : fields) {
            values.computeIfAbsent(field.getKey().toLowerCase(Locale.ROOT), n -> new ArrayList<>(1))
                    .add(field.getValue());
        }
        values.replaceAll((name, all) -> List.copyOf(all));
        return new Headers(values);
    }

    /** These headers and one more value. */
    public Headers and(String name, String value) {
        Map<String, List<String>> copy = new LinkedHashMap<>(values);
        List<String> all = new ArrayList<>(copy.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
        all.add(value);
        copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(all));
        return new Headers(copy);
    }

    /** The first value, or null when the field is absent. The name is not case-sensitive. */
    public @Nullable String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.getFirst();
    }

    /** All values of a field, perhaps none. */
    public List<String> all(String name) {
        return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    public void forEach(BiConsumer<String, String> action) {
        values.forEach((name, all) -> all.forEach(value -> action.accept(name, value)));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
