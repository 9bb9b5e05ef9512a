package io.jubernetes.apiserver.pipeline;

/** A list cannot go on at its revision any more; it may go on, inconsistently, with a fresh token. */
public final class ExpiredContinueException extends RuntimeException {

    static final String TEXT = "The provided continue parameter is too old to display a consistent list result. "
            + "You can start a new list without the continue parameter, or use the continue token in this response to "
            + "retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - "
            + "objects that were created, modified, or deleted between the time the first chunk was returned and now may "
            + "show up in the list.";

    private final String freshToken;

    public ExpiredContinueException(String freshToken) {
        super(TEXT, null, false, false);
        this.freshToken = freshToken;
    }

    public String freshToken() {
        return freshToken;
    }
}
