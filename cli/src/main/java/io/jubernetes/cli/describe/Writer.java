package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the lines of a description. Tabs separate a label from its value; see {@link io.jubernetes.cli.output.Tabbed}. */
public final class Writer {

    private static final int LONG_ANNOTATION = 140;
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final StringBuilder out = new StringBuilder();

    /** A line at a depth of indentation. */
    Writer line(int level, String text) {
        out.repeat(' ', 2 * level).append(text).append('\n');
        return this;
    }

    /** {@code Label:<tab>value}. */
    Writer field(int level, String label, String value) {
        return line(level, label + ":\t" + value);
    }

    Writer field(String label, String value) {
        return field(0, label, value);
    }

    /** Only when there is a value. */
    Writer fieldIfAny(int level, String label, String value) {
        return value.isEmpty() ? this : field(level, label, value);
    }

    /** Each on a line of its own, one below the other. */
    Writer fields(int level, String label, List<String> values) {
        if (values.isEmpty()) {
            return field(level, label, "<none>");
        }
        field(level, label, values.getFirst());
        values.subList(1, values.size()).forEach(value -> line(level, "\t" + value));
        return this;
    }

    Writer labels(int level, String label, JsonNode labels) {
        return fields(level, label, pairs(labels, "="));
    }

    Writer annotations(int level, JsonNode annotations) {
        boolean first = true;
        for (Map.Entry<String, String> one : sorted(annotations).entrySet()) {
            if (one.getKey().equals(LAST_APPLIED)) {
                continue;
            }
            String lead = first ? "Annotations:\t" : "\t";
            first = false;
            String value = one.getValue();
            String whole = one.getKey() + ": " + value;
            if (whole.length() <= LONG_ANNOTATION && !value.contains("\n")) {
                line(level, lead + whole);
                continue;
            }
            line(level, lead + one.getKey() + ":");
            value.lines().forEach(part -> line(level, "\t  " + shortened(part)));
        }
        return first ? field(level, "Annotations", "<none>") : this;
    }

    private static String shortened(String text) {
        return text.length() > LONG_ANNOTATION - 2 ? text.substring(0, LONG_ANNOTATION - 2) + "..." : text;
    }

    /** {@code a=1} and so on, by key. */
    static List<String> pairs(JsonNode map, String separator) {
        List<String> pairs = new ArrayList<>();
        sorted(map).forEach((key, value) -> pairs.add(key + separator + value));
        return pairs;
    }

    static Map<String, String> sorted(JsonNode map) {
        Map<String, String> sorted = new TreeMap<>();
        map.properties().forEach(e -> sorted.put(e.getKey(), e.getValue().asText()));
        return sorted;
    }

    public String text() {
        return out.toString();
    }
}
