package io.jubernetes.bench.kvstore;

import java.io.IOException;

/** What is measured. All methods block until done, and may be called by many threads. */
interface Subject extends AutoCloseable {

    /** Writes a value, whatever was there; returns when it is durable. */
    void put(String key, byte[] value);

    /** Reads the first {@code limit} objects of a prefix, with 0 all of them; returns how many there were. */
    int range(String prefix, int limit);

    /** Starts to tell the listener of every value written under a prefix. */
    AutoCloseable watch(String prefix, Listener listener);

    /** Gives up all history and returns its room. */
    void compact() throws IOException;

    /** How much it takes on the disk. */
    long bytesOnDisk() throws IOException;

    @Override
    void close();

    /** Where a watch delivers. */
    interface Listener {
        void written(byte[] value);
    }
}
