package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.StoreFullException;
import io.jubernetes.kvstore.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a caller of the committer is answered. */
sealed interface Outcome {

    /** The result, or the exception that stands for the outcome, made on the caller's own stack. */
    CommitResult orThrow();

    /** It was decided, and the decision is durable. */
    record Decided(CommitResult result) implements Outcome {
        @Override
        public CommitResult orThrow() {
            return result;
        }
    }

    /** It was not done: no room. */
    record Full(String message) implements Outcome {
        @Override
        public CommitResult orThrow() {
            throw new StoreFullException(message);
        }
    }

    /** It was decided, but the disk did not say that it is durable; or it was not, because of others that are so. */
    record InDoubt() implements Outcome {
        @Override
        public CommitResult orThrow() {
            throw new StoreUnavailableException(
                    "the disk does not make writes durable; whether this one stays is not known");
        }
    }

    /** It was not done: the store was closed first. */
    record Closed() implements Outcome {
        @Override
        public CommitResult orThrow() {
            throw new StoreClosedException();
        }
    }

    /** Nobody knows whether it was done: the store failed underneath. */
    record Failed(Throwable cause) implements Outcome {
        @Override
        public CommitResult orThrow() {
            throw new UncheckedIOException(new IOException("the store failed; the outcome is unknown", cause));
        }
    }
}
