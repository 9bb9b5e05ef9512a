package io.jubernetes.kvstore;

/** What a store can answer instead of a result. */
public abstract sealed class StoreException extends RuntimeException
        permits CompactedException,
                FutureRevisionException,
                StoreFullException,
                StoreUnavailableException,
                StoreClosedException {

    StoreException(String message) {
        super(message);
    }
}
