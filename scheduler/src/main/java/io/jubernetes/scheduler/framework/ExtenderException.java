package io.jubernetes.scheduler.framework;

/** An extender did not answer, or said that it failed. */
public final class ExtenderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ExtenderException(String message) {
        super(message);
    }
}
