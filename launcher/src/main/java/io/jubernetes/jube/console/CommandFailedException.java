package io.jubernetes.jube.console;

/** A command cannot go on; the message says why and what to do next, for the person at the terminal. */
public final class CommandFailedException extends RuntimeException {
    public CommandFailedException(String message) {
        super(message);
    }
}
