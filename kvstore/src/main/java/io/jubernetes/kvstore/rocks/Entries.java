package io.jubernetes.kvstore.rocks;

import org.rocksdb.RocksIterator;

/** What a sweep asks of an iterator at every entry. */
interface Entries extends AutoCloseable {

    /** The quickest way there is for many entries. */
    static Entries quick(RocksIterator iterator) {
        return NativeEntries.AVAILABLE ? new NativeEntries(iterator) : new JavaEntries(iterator);
    }

    boolean isValid();

    void next();

    /** Copies the key, as much of it as there is room for. @return how long it is */
    int key(byte[] into);

    byte[] value();

    /** Does not close the iterator. */
    @Override
    void close();
}
