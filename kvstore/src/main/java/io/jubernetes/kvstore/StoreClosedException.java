package io.jubernetes.kvstore;

/** The store was closed. */
public final class StoreClosedException extends StoreException {
    public StoreClosedException() {
        super("the store is closed");
    }
}
