package io.jubernetes.kubelet.api;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a log is wanted.
 *
 * @param tail how many of the last lines; -1 for all
 * @param since from which time on; null for all
 * @param limit after how many bytes to stop; -1 for none
 */
record LogOptions(
        boolean follow,
        boolean previous,
        boolean timestamps,
        long tail,
        @Nullable Instant since,
        long limit) {

    static LogOptions of(QueryParameters query, Instant now) {
        return new LogOptions(
                flag(query, "follow"),
                flag(query, "previous"),
                flag(query, "timestamps"),
                number(query, "tailLines", 0),
                since(query, now),
                number(query, "limitBytes", 1));
    }

    private static @Nullable Instant since(QueryParameters query, Instant now) {
        long seconds = number(query, "sinceSeconds", 1);
        String time = query.first("sinceTime");
        if (seconds >= 0) {
            return now.minusSeconds(seconds);
        }
        try {
            return time == null || time.isEmpty()
                    ? null
                    : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException e) {
            throw ApiException.badRequest("sinceTime: " + time + " (expected: a time as RFC 3339 writes it)");
        }
    }

    private static boolean flag(QueryParameters query, String name) {
        String value = query.first(name);
        return "true".equals(value) || "1".equals(value);
    }

    private static long number(QueryParameters query, String name, long least) {
        String value = query.first(name);
        if (value == null || value.isEmpty()) {
            return -1;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw ApiException.badRequest(name + ": " + value + " (expected: >= " + least + ")");
    }
}
