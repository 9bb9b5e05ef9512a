package io.jubernetes.kvstore;

/**
 * The store is somewhere else and did not answer, or its disk did not make a write durable. A read may be tried again. Of a
 * write nobody knows whether it took place, unless the message says so.
 */
public final class StoreUnavailableException extends StoreException {
    public StoreUnavailableException(String message) {
        super(message);
    }

    public StoreUnavailableException(String message, Throwable cause) {
        super(message);
        initCause(cause);
    }
}
