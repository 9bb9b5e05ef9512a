package io.jubernetes.kubelet.api;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to see of a machine's logs.
 *
 * @param services units of the journal, or names of files
 * @param files below the directory of logs; these were written with a slash
 * @param tail how many lines at the end; negative for all
 */
record SystemLogQuery(
        List<String> services,
        List<String> files,
        @Nullable Instant since,
        @Nullable Instant until,
        long tail,
        @Nullable Pattern pattern,
        @Nullable Integer boot) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.@:-]+");
    private static final int MOST_LINES = 100_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** @throws ApiException for what cannot be meant */
    static SystemLogQuery of(QueryParameters query) {
        List<String> services = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (String each : query.all("query")) {
            if (each.contains("/") || each.contains("\\")) {
                files.add(each);
            } else if (NAME.matcher(each).matches() && !each.startsWith("-")) {
                services.add(each);
            } else {
                throw invalid("query", each);
            }
        }
        if (!services.isEmpty() && !files.isEmpty()) {
            throw ApiException.badRequest("query: services and files cannot be asked for together");
        }
        return new SystemLogQuery(
                services,
                files,
                time(query, "sinceTime"),
                time(query, "untilTime"),
                tail(query.first("tailLines")),
                pattern(query.first("pattern")),
                boot(query.first("boot")));
    }

    private static ApiException invalid(String field, String value) {
        return ApiException.badRequest(field + ": Invalid value: \"" + value + "\"");
    }

    private static @Nullable Instant time(QueryParameters query, String name) {
        String text = query.first(name);
        try {
            return text == null || text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalid(name, text);
        }
    }

    private static long tail(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return -1;
        }
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > MOST_LINES) {
            throw invalid("tailLines", text);
        }
        return Long.parseLong(text);
    }

    private static @Nullable Pattern pattern(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw invalid("pattern", text);
        }
    }

    private static @Nullable Integer boot(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.matches("-?\\d{1,4}") || Integer.parseInt(text) > 0) {
            throw invalid("boot", text);
        }
        return Integer.valueOf(text);
    }

    /** Whether a line of a file is wanted. */
    boolean shows(String line) {
        return pattern == null || pattern.matcher(line).find();
    }

    List<String> journalLine() {
        List<String> line = new ArrayList<>(List.of("journalctl", "--utc", "--no-pager", "--output=short-precise"));
        if (since != null) {
            line.add("--since=" + TIME.format(since));
        }
        if (until != null) {
            line.add("--until=" + TIME.format(until));
        }
        if (tail >= 0) {
            line.add("--lines=" + tail);
        }
        if (pattern != null) {
            line.add("--grep=" + pattern.pattern());
        }
        if (boot != null) {
            line.add("--boot=" + boot);
        }
        services.forEach(service -> line.add("--unit=" + service));
        return line;
    }
}
