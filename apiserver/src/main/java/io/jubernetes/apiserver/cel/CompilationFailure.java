package io.jubernetes.apiserver.cel;

/** What keeps a text from being an expression, with the places. */
public final class CompilationFailure extends Exception {

    CompilationFailure(String message) {
        super(message, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
