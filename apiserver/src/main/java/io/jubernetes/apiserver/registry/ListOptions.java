package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.validation.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the query of a list or watch says.
 *
 * @param revision what resourceVersion says; -1 when it is not there
 * @param page how large, and where it begins
 */
record ListOptions(long revision, Match match, Page page, Following following) {

    /** What resourceVersion means. */
    enum Match {
        UNSET,
        NOT_OLDER_THAN,
        EXACT
    }

    /** @param limit 0 for all @param token empty for the first page */
    record Page(int limit, String token) {}

    /**
     * What watches want besides.
     *
     * @param timeoutSeconds 0 when not said
     * @param initialEvents null when not said
     */
    record Following(
            boolean bookmarks,
            long timeoutSeconds,
            @Nullable Boolean initialEvents) {}

    static ListOptions parse(QueryParameters query, boolean watch) {
        ListOptions options = new ListOptions(
                revision(query.first("resourceVersion")),
                match(query.first("resourceVersionMatch")),
                new Page((int) Math.min(number(query, "limit"), Integer.MAX_VALUE), orEmpty(query.first("continue"))),
                new Following(
                        flag(query, "allowWatchBookmarks"),
                        number(query, "timeoutSeconds"),
                        query.first("sendInitialEvents") == null ? null : flag(query, "sendInitialEvents")));
        options.requireConsistent(watch);
        return options;
    }

    private void requireConsistent(boolean watch) {
        Problems problems = new Problems();
        boolean initial = following.initialEvents() != null;
        if (watch && !initial && match != Match.UNSET) {
            problems.forbidden(
                    "resourceVersionMatch",
                    "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }
        if (watch && initial && match != Match.NOT_OLDER_THAN) {
            problems.forbidden(
                    "resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }
        if (!watch && initial) {
            problems.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
        }
        if (!watch && match != Match.UNSET && revision < 0) {
            problems.forbidden(
                    "resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }
        if (!watch && match == Match.EXACT && revision == 0) {
            problems.forbidden(
                    "resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }
        if (!watch && match != Match.UNSET && !page.token().isEmpty()) {
            problems.forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided");
        }
        if (!problems.isEmpty()) {
            throw ApiException.invalid("meta.k8s.io", "ListOptions", "", problems.causes());
        }
        if (!page.token().isEmpty() && revision > 0) {
            throw ApiException.badRequest("specifying resource version is not allowed when using continue");
        }
    }

    private static Match match(@Nullable String text) {
        return switch (orEmpty(text)) {
            case "" -> Match.UNSET;
            case "NotOlderThan" -> Match.NOT_OLDER_THAN;
            case "Exact" -> Match.EXACT;
            default -> {
                Problems problems = new Problems();
                problems.notSupported("resourceVersionMatch", orEmpty(text), List.of("Exact", "NotOlderThan", ""));
                throw ApiException.invalid("meta.k8s.io", "ListOptions", "", problems.causes());
            }
        };
    }

    private static long revision(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return -1;
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException malformed) {
            Problems problems = new Problems();
            problems.invalid("resourceVersion", text, "strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
            throw ApiException.invalid("meta.k8s.io", "ListOptions", "", problems.causes());
        }
    }

    private static long number(QueryParameters query, String name) {
        String text = query.first(name);
        if (text == null || text.isEmpty()) {
            return 0;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException malformed) {
            // refused below, like a negative one
        }
        throw ApiException.badRequest(name + ": \"" + text + "\" (expected: a whole number, 0 or more)");
    }

    private static boolean flag(QueryParameters query, String name) {
        String text = query.first(name);
        return text != null && !text.equals("0") && !text.equalsIgnoreCase("false");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
