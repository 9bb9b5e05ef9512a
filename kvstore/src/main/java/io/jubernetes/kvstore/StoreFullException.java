package io.jubernetes.kvstore;

/** There is no room for another put. Deletes and compaction still go through. */
public final class StoreFullException extends StoreException {
    public StoreFullException(String message) {
        super(message);
    }
}
