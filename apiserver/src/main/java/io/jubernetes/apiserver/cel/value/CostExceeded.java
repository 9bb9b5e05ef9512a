package io.jubernetes.apiserver.cel.value;

/** An evaluation costs more than it may. No operator catches it. */
public final class CostExceeded extends RuntimeException {

    public CostExceeded() {
        super("operation cancelled: actual cost limit exceeded", null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
