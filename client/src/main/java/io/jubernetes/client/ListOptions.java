package io.jubernetes.client;

import io.jubernetes.apimachinery.api.QueryParameters;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to list or watch.
 *
 * @param namespace null for all namespaces and for resources without namespace
 * @param parameters of the query, in order, at most one value each
 */
public record ListOptions(@Nullable String namespace, Map<String, String> parameters) {

    private static final ListOptions ALL = new ListOptions(null, Map.of());

    public ListOptions {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Everything in every namespace. */
    public static ListOptions all() {
        return ALL;
    }

    public static ListOptions in(String namespace) {
        return new ListOptions(namespace, Map.of());
    }

    public ListOptions labelSelector(String selector) {
        return with("labelSelector", selector);
    }

    public ListOptions fieldSelector(String selector) {
        return with("fieldSelector", selector);
    }

    public ListOptions resourceVersion(String version) {
        return with("resourceVersion", version);
    }

    /** {@code Exact} or {@code NotOlderThan}. */
    public ListOptions resourceVersionMatch(String match) {
        return with("resourceVersionMatch", match);
    }

    /** At most so many items; the rest follows with {@link #continueToken}. */
    public ListOptions limit(int limit) {
        return with("limit", Integer.toString(limit));
    }

    public ListOptions continueToken(String token) {
        return with("continue", token);
    }

    public ListOptions bookmarks() {
        return with("allowWatchBookmarks", "true");
    }

    /** Asks the server to end a watch after a time. */
    public ListOptions timeout(Duration timeout) {
        return with("timeoutSeconds", Long.toString(timeout.toSeconds()));
    }

    /** These options and another parameter; an empty value takes it away. */
    public ListOptions with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.remove(name);
        if (!value.isEmpty()) {
            changed.put(name, value);
        }
        return new ListOptions(namespace, changed);
    }

    QueryParameters query() {
        QueryParameters query = QueryParameters.EMPTY;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            query = query.and(parameter.getKey(), parameter.getValue());
        }
        return query;
    }
}
