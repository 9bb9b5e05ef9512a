package io.jubernetes.kvstore.rocks;

import java.util.Arrays;
import org.rocksdb.RocksIterator;

/** By way of RocksDB's Java layer; with an array that is used again, for letting it make one for each value takes longer. */
final class JavaEntries implements Entries {

    private final RocksIterator iterator;
    private byte[] value = new byte[4 << 10];

    JavaEntries(RocksIterator iterator) {
        this.iterator = iterator;
    }

    @Override
    public boolean isValid() {
        return iterator.isValid();
    }

    @Override
    public void next() {
        iterator.next();
    }

    @Override
    public int key(byte[] into) {
        return iterator.key(into);
    }

    @Override
    public byte[] value() {
        int size = iterator.value(value);
        if (size > value.length) {
            value = new byte[size];
            size = iterator.value(value);
        }
        return Arrays.copyOf(value, size);
    }

    @Override
    public void close() {}
}
