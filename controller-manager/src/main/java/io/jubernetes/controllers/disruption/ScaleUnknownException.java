package io.jubernetes.controllers.disruption;

/** Nobody says how many pods there should be. The message is for the owner of the budget. */
final class ScaleUnknownException extends Exception {

    ScaleUnknownException(String message) {
        super(message);
    }

    /** The server was asked and did not answer: asked again it may. */
    ScaleUnknownException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
