package io.jubernetes.cli;

/** A command cannot go on. The message is what the person sees, whole. */
public final class CommandException extends RuntimeException {

    private final int exitCode;

    public CommandException(String message) {
        this(message, 1);
    }

    /** @param exitCode what the process ends with, for commands that hand another program's code on */
    public CommandException(String message, int exitCode) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
