package io.jubernetes.kubelet.pull;

import java.time.Duration;

/** An image cannot be had now: why, as a container's status says it, and after which time to ask again. */
public final class ImageProblem extends Exception {

    private final String reason;
    private final Duration retryAfter;

    ImageProblem(String reason, String message, Duration retryAfter) {
        super(message);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public String reason() {
        return reason;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
