package io.jubernetes.apiserver.cel.library;

import org.jspecify.annotations.Nullable;

/** Text between quotation marks, its special characters made visible. */
final class Quoted {

    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            String special = special(c);
            if (special == null) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(special);
            }
        });
        return quoted.append('"').toString();
    }

    private static @Nullable String special(int codePoint) {
        return switch (codePoint) {
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 11 -> "\\v";
            case '\\' -> "\\\\";
            case '"' -> "\\\"";
            default -> null;
        };
    }
}
