package io.jubernetes.apiserver.registry;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The names of those who own fields. */
final class FieldManagers {

    private static final int MOST_BYTES = 128;
    private static final String UNKNOWN = "unknown";

    private FieldManagers() {}

    /** What is wrong with a name that a client gave, or null. */
    static @Nullable String problem(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return "Too long: may not be more than " + MOST_BYTES + " bytes";
        }
        for (int at = 0; at < name.length(); at += Character.charCount(name.codePointAt(at))) {
            if (!isPrintable(name.codePointAt(at))) {
                int position = name.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
                return "Invalid value: \"%s\": invalid character U+%04X (at position %d)"
                        .formatted(escaped(name), name.codePointAt(at), position);
            }
        }
        return null;
    }

    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        name.codePoints().forEach(point -> {
            if (isPrintable(point)) {
                escaped.appendCodePoint(point);
            } else {
                escaped.append((point < 0x80 ? "\\x%02x" : "\\u%04x").formatted(point));
            }
        });
        return escaped.toString();
    }

    /** The name of a client that gave none: the first part of its user agent. */
    static String ofUserAgent(@Nullable String userAgent) {
        String agent = userAgent == null ? "" : userAgent;
        int slash = agent.indexOf('/');
        StringBuilder name = new StringBuilder();
        int bytes = 0;
        for (int point : agent.substring(0, slash < 0 ? agent.length() : slash)
                .codePoints()
                .toArray()) {
            int size = Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > MOST_BYTES) {
                break;
            }
            if (isPrintable(point)) {
                name.appendCodePoint(point);
                bytes += size;
            }
        }
        return name.isEmpty() ? UNKNOWN : name.toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }
}
