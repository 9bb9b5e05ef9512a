package io.jubernetes.kvstore;

/** The revision asked for is history that was given up. */
public final class CompactedException extends StoreException {

    private final long requested;
    private final long compacted;

    public CompactedException(long requested, long compacted) {
        super("revision: " + requested + " (expected: >= " + compacted + ", older ones were compacted)");
        this.requested = requested;
        this.compacted = compacted;
    }

    public long requested() {
        return requested;
    }

    /** The oldest revision that is still readable. */
    public long compacted() {
        return compacted;
    }
}
