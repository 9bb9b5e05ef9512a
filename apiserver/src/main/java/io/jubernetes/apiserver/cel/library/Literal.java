package io.jubernetes.apiserver.cel.library;

import io.jubernetes.apiserver.cel.value.CelError;

/** Whether a text that is written out can be what a function takes it for. */
public final class Literal {

    private Literal() {}

    public static boolean isFine(String function, String text) {
        try {
            return switch (function) {
                case "duration" -> Durations.parse(text) != null;
                case "timestamp" -> Conversions.timestamp(text) != null;
                case "matches" -> Regex.problem(text) == null;
                default -> true;
            };
        } catch (CelError malformed) {
            return false;
        }
    }
}
