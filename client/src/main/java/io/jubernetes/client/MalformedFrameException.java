package io.jubernetes.client;

import java.io.IOException;

/** The other side of a watch sent something that is not an event. */
public final class MalformedFrameException extends IOException {
    MalformedFrameException(String message) {
        super(message);
    }

    MalformedFrameException(String message, Throwable cause) {
        super(message, cause);
    }
}
