package io.jubernetes.transport.client;

import java.io.IOException;

/** There is no connection: the server has seen nothing of the request, which may be sent another way. */
public final class UnreachableException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
