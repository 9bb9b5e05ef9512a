package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A path from a value to one below it, as {@code .spec.names['some key']}. */
final class FieldPath {

    private final String text;
    private int position;
    private JsonNode schema;
    private String normal = "";

    private FieldPath(String text, JsonNode schema) {
        this.text = text;
        this.schema = schema;
    }

    /** As it is shown in errors; empty when there is none. */
    static String normal(String text, JsonNode schema) {
        try {
            return new FieldPath(text, schema).read();
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** Whether it leads somewhere. */
    static boolean isValid(String text, JsonNode schema) {
        try {
            return !new FieldPath(text, schema).read().isEmpty();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private String read() {
        List<String> tokens = tokens();
        while (position < tokens.size()) {
            String token = tokens.get(position++);
            if (token.equals(".")) {
                step(next(tokens));
            } else if (token.equals("[")) {
                String quoted = next(tokens);
                if (quoted.length() < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
                    throw new IllegalArgumentException("expected single quoted string but got " + quoted);
                }
                step(unescape(quoted.substring(1, quoted.length() - 1)));
                if (!next(tokens).equals("]")) {
                    throw new IllegalArgumentException("expected ]");
                }
            } else {
                throw new IllegalArgumentException("expected [ or . but got: " + token);
            }
        }
        return normal;
    }

    private String next(List<String> tokens) {
        if (position >= tokens.size()) {
            throw new IllegalArgumentException("unexpected end of JSON path");
        }
        return tokens.get(position++);
    }

    private void step(String name) {
        JsonNode below = Keywords.property(schema, name);
        if (below == null) {
            throw new IllegalArgumentException("does not refer to a valid field");
        }
        if (Keywords.hasProperties(schema)) {
            normal += (normal.isEmpty() ? "" : ".") + name;
        } else {
            normal += "[" + name + "]";
        }
        schema = below;
    }

    private List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.charAt(start) == '\'' ? endOfQuoted(start) : endOfName(start);
            tokens.add(text.substring(start, end));
            start = end;
        }
        return tokens;
    }

    private int endOfQuoted(int start) {
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\'' && text.charAt(i - 1) != '\\') {
                return i + 1;
            }
        }
        return text.length();
    }

    private int endOfName(int start) {
        int end = start;
        while (end < text.length() && ".[]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return Math.max(end, start + 1);
    }

    private static String unescape(String quoted) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            if (quoted.charAt(i) != '\\') {
                plain.append(quoted.charAt(i));
            } else if (++i < quoted.length()) {
                plain.append(special(quoted.charAt(i)));
            }
        }
        return plain.toString();
    }

    private static char special(char directive) {
        return switch (directive) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case '\'', '\\' -> directive;
            default ->
                throw new IllegalArgumentException(String.format(Locale.ROOT, "invalid escape char \\%s", directive));
        };
    }
}
