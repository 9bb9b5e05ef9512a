package io.jubernetes.kvstore;

import org.jspecify.annotations.Nullable;

/** One change of one key, as watchers see it. */
public sealed interface Event {

    String key();

    /** The revision of the transaction that made the change. */
    long revision();

    /** What the key held before; null when it did not exist. */
    @Nullable
    KeyValue previous();

    /** The key was created (previous is null) or overwritten. */
    record Put(KeyValue current, @Nullable KeyValue previous) implements Event {
        @Override
        public String key() {
            return current.key();
        }

        @Override
        public long revision() {
            return current.modRevision();
        }
    }

    /** The key was removed. */
    record Delete(String key, long revision, KeyValue previous) implements Event {}
}
