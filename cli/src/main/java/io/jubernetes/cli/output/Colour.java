package io.jubernetes.cli.output;

import java.util.Set;

/** The looks of text on a terminal. */
enum Colour {
    PLAIN(""),
    STRONG("1"),
    GOOD("32"),
    WAITING("33"),
    BAD("31"),
    QUIET("2");

    private static final Set<String> FINE = Set.of("Running", "Ready", "Active", "Bound", "Available", "True");
    private static final Set<String> OVER = Set.of("Completed", "Succeeded");
    private static final Set<String> UNDER_WAY =
            Set.of("Pending", "ContainerCreating", "Terminating", "PodInitializing");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    String paint(String text) {
        return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** What a word of a STATUS column means for its reader. */
    static Colour ofStatus(String status) {
        if (FINE.contains(status)) {
            return GOOD;
        }
        if (OVER.contains(status)) {
            return QUIET;
        }
        boolean broken = status.contains("Error")
                || status.contains("BackOff")
                || status.contains("NotReady")
                || status.contains("Failed")
                || status.contains("Evicted")
                || status.contains("OOMKilled");
        if (broken) {
            return BAD;
        }
        return UNDER_WAY.contains(status) || status.startsWith("Init:") ? WAITING : PLAIN;
    }
}
