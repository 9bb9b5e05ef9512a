package io.jubernetes.kubelet.pod;

import java.time.Duration;

/** A container could not be started now: why, as its status and events say it, and after which time to try again. */
final class StartFailure extends Exception {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Waiting waiting;
    private final Duration retryAfter;

    StartFailure(String reason, String message) {
        this(reason, message, SOON);
    }

    StartFailure(String reason, String message, Duration retryAfter) {
        super(message);
        this.waiting = new Waiting(reason, message);
        this.retryAfter = retryAfter;
    }

    Waiting waiting() {
        return waiting;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
