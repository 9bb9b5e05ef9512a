package io.jubernetes.kubelet.pod;

import org.jspecify.annotations.Nullable;

/** Whether a container that ended is started again. */
enum RestartPolicy {
    ALWAYS,
    ON_FAILURE,
    NEVER;

    static RestartPolicy of(@Nullable String text) {
        return switch (text) {
            case "OnFailure" -> ON_FAILURE;
            case "Never" -> NEVER;
            case null, default -> ALWAYS;
        };
    }

    boolean restarts(int exitCode) {
        return switch (this) {
            case ALWAYS -> true;
            case ON_FAILURE -> exitCode != 0;
            case NEVER -> false;
        };
    }
}
