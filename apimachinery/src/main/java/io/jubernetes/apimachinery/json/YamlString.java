package io.jubernetes.apimachinery.json;

import java.util.regex.Pattern;

/** How a text stands in YAML: bare where no reader can take it for something else, else quoted, or as a block. */
final class YamlString {

    /** What readers of YAML 1.1 or 1.2 take for a boolean, null, number or date. */
    private static final Pattern OTHER_TYPE = Pattern.compile("(?i)|~|null|true|false|yes|no|on|off|y|n"
            + "|[-+]?(\\d[\\d_]*)(\\.[\\d_]*)?(e[-+]?\\d+)?|[-+]?\\.\\d[\\d_]*(e[-+]?\\d+)?|[-+]?0x[\\da-f_]+|[-+]?0b[01_]+|0o[0-7_]+"
            + "|[-+]?\\.inf|\\.nan|[-+]?\\d+(:[0-5]?\\d)+(\\.\\d*)?"
            + "|\\d{4}-\\d\\d?-\\d\\d?([Tt ].*)?|<<|=");

    private static final String NOT_FIRST = ",[]{}#&*!|>'\"%@`";

    private static final int WIDTH = 80;

    private YamlString() {}

    /** On one line, as keys must be. */
    static String inline(String text) {
        if (OTHER_TYPE.matcher(text).matches() || hasControls(text)) {
            return doubleQuoted(text);
        }
        return isPlain(text) ? text : "'" + text.replace("'", "''") + "'";
    }

    /**
     * @param indent of the lines below the first
     * @param column where the first line begins
     */
    static String of(String text, String indent, int column) {
        boolean block = text.indexOf('\n') >= 0 && !hasControls(text.replace("\n", "")) && !text.isBlank();
        return block ? block(text, indent) : folded(inline(text), indent, column);
    }

    /** Long texts go on below, from the first single space behind the width; readers put the space back. */
    private static String folded(String text, String indent, int column) {
        if (column + text.length() <= WIDTH || text.indexOf(' ') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        int at = column;
        for (int i = 0; i < text.length(); i++) {
            boolean breaks = text.charAt(i) == ' '
                    && at > WIDTH
                    && i > 0
                    && i < text.length() - 2
                    && text.charAt(i - 1) != ' '
                    && text.charAt(i + 1) != ' ';
            if (breaks) {
                out.append('\n').append(indent);
                at = indent.length();
            } else {
                out.append(text.charAt(i));
                at++;
            }
        }
        return out.toString();
    }

    private static String block(String text, String indent) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        int breaks = text.length() - end;
        StringBuilder out = new StringBuilder("|");
        if (text.charAt(0) == ' ' || text.charAt(0) == '\n') {
            out.append(2);
        }
        out.append(breaks == 0 ? "-" : breaks > 1 ? "+" : "");
        for (String line : text.substring(0, end).split("\n", -1)) {
            out.append('\n').append(line.isEmpty() ? "" : indent + line);
        }
        // the line end behind a scalar is the caller's
        return out.append("\n".repeat(Math.max(0, breaks - 1))).toString();
    }

    private static boolean isPlain(String text) {
        char first = text.charAt(0);
        if (NOT_FIRST.indexOf(first) >= 0 || text.startsWith("---") || text.startsWith("...")) {
            return false;
        }
        boolean lonely = text.length() == 1 || text.charAt(1) == ' ';
        if ((first == '-' || first == '?' || first == ':') && lonely || first == ' ' || text.endsWith(" ")) {
            return false;
        }
        return !text.contains(": ") && !text.contains(" #") && !text.endsWith(":");
    }

    private static boolean hasControls(String text) {
        return text.chars()
                .anyMatch(c -> c < ' ' || c == 0x7f || c == 0x85 || c == 0xfeff || c == 0x2028 || c == 0x2029);
    }

    private static String doubleQuoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c < ' ' || c == 0x7f ? String.format("\\x%02X", (int) c) : String.valueOf(c));
            }
        }
        return out.append('"').toString();
    }
}
