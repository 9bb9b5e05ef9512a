package io.jubernetes.client.controller;

/** A reconciliation failed in a way that trying again cannot change. */
public final class TerminalException extends RuntimeException {
    public TerminalException(String message) {
        super(message);
    }

    public TerminalException(String message, Throwable cause) {
        super(message, cause);
    }
}
