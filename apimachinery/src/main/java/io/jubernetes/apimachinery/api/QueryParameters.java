package io.jubernetes.apimachinery.api;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decoded query of a request, in order. Immutable. */
public final class QueryParameters {

    public static final QueryParameters EMPTY = new QueryParameters(Map.of());

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Parses the part of a URL behind the question mark.
     *
     * @throws IllegalArgumentException when a percent escape is malformed
     */
    public static QueryParameters parse(@Nullable String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return EMPTY;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decode(name), n -> new ArrayList<>()).add(decode(value));
            }
        }
        return new QueryParameters(values);
    }

    /** Parameters of alternating names and values. */
    public static QueryParameters of(String... namesAndValues) {
        QueryParameters parameters = EMPTY;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters = parameters.and(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }

    /** These parameters and one more value. */
    public QueryParameters and(String name, String value) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((n, all) -> copy.put(n, new ArrayList<>(all)));
        copy.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        return new QueryParameters(copy);
    }

    /** The first value, or null when the parameter is absent. */
    public @Nullable String first(String name) {
        List<String> all = values.get(name);
        return all == null ? null : all.getFirst();
    }

    /** All values of a parameter, perhaps none. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** The encoded form, without question mark; empty when there are no parameters. */
    public String encoded() {
        StringBuilder query = new StringBuilder();
        values.forEach((name, all) -> all.forEach(value -> query.append(query.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))));
        return query.toString();
    }

    @Override
    public String toString() {
        return encoded();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
