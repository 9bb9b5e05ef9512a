package io.jubernetes.apiserver.schemarule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of fields as expressions can write them. */
final class Escaping {

    private static final List<String> RESERVED = List.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");
    private static final String[][] PARTS = {
        {"__", "__underscores__"}, {".", "__dot__"}, {"-", "__dash__"}, {"/", "__slash__"},
    };

    private Escaping() {}

    /** Null when there is no way to write it. */
    static @Nullable String escape(String name) {
        if (RESERVED.contains(name)) {
            return "__" + name + "__";
        }
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
            return null;
        }
        StringBuilder escaped = new StringBuilder();
        int i = 0;
        while (i < name.length()) {
            String[] part = partAt(name, i, 0);
            if (part != null) {
                escaped.append(part[1]);
                i += part[0].length();
            } else if (isPlain(name.charAt(i))) {
                escaped.append(name.charAt(i++));
            } else {
                return null;
            }
        }
        return escaped.toString();
    }

    /** What was written so; null when nothing is. */
    static @Nullable String unescape(String escaped) {
        boolean framed = escaped.length() > 4 && escaped.startsWith("__") && escaped.endsWith("__");
        if (framed && RESERVED.contains(escaped.substring(2, escaped.length() - 2))) {
            return escaped.substring(2, escaped.length() - 2);
        }
        StringBuilder name = new StringBuilder();
        int i = 0;
        while (i < escaped.length()) {
            String[] part = partAt(escaped, i, 1);
            if (part != null) {
                name.append(part[0]);
                i += part[1].length();
            } else if (escaped.startsWith("__", i)) {
                return null;
            } else {
                name.append(escaped.charAt(i++));
            }
        }
        return name.toString();
    }

    private static String @Nullable [] partAt(String text, int index, int side) {
        for (String[] part : PARTS) {
            if (text.startsWith(part[side], index)) {
                return part;
            }
        }
        return null;
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
