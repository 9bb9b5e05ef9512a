package io.jubernetes.kvstore;

/**
 * What to read of a prefix.
 *
 * @param prefix every key that starts with it is in the range; "" means the whole store
 * @param startAfter only keys greater than this one; "" begins at the start of the prefix
 * @param limit how many items at most; 0 means all
 * @param revision the revision to read at; 0 means the newest
 */
public record RangeRequest(String prefix, String startAfter, int limit, long revision) {

    public RangeRequest {
        Keys.requireText(prefix);
        Keys.requireText(startAfter);
        if (limit < 0) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: >= 0)");
        }
        if (revision < 0) {
            throw new IllegalArgumentException("revision: " + revision + " (expected: >= 0)");
        }
    }

    /** Everything under a prefix, now. */
    public static RangeRequest all(String prefix) {
        return new RangeRequest(prefix, "", 0, 0);
    }
}
