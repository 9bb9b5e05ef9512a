package io.jubernetes.apiserver.cel.value;

/** Why an expression has no value; an operator that does not need the value takes it for an answer too. */
public final class CelError extends RuntimeException {

    private static final String NO_OVERLOAD = "no such overload";

    public CelError(String message) {
        super(message, null, false, false);
    }

    /** What is done with values for which it is not defined. */
    public static CelError noOverload() {
        return new CelError(NO_OVERLOAD);
    }

    public boolean isNoOverload() {
        return text().startsWith(NO_OVERLOAD);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
