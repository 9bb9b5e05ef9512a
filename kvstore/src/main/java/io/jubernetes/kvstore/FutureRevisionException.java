package io.jubernetes.kvstore;

/** The revision asked for does not exist yet. */
public final class FutureRevisionException extends StoreException {

    private final long requested;
    private final long current;

    public FutureRevisionException(long requested, long current) {
        super("revision: " + requested + " (expected: <= " + current + ", the newest one)");
        this.requested = requested;
        this.current = current;
    }

    public long requested() {
        return requested;
    }

    public long current() {
        return current;
    }
}
