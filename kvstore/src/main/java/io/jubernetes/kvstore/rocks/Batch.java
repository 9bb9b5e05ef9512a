package io.jubernetes.kvstore.rocks;

import java.util.Arrays;
import org.rocksdb.ColumnFamilyHandle;

/**
 * A write batch put together on this side of the native border, in the form in which RocksDB keeps batches in its log: a sequence
 * number of 8 bytes (0: RocksDB gives it), the count of entries in 4, then the entries, each with its tag, its family, and key
 * and value with their lengths before them. Handed over as a whole it crosses the border once a turn, not once an entry, and it is
 * what our log keeps of a turn.
 */
final class Batch {

    private static final int HEADER = 12;
    private static final int COUNT_AT = 8;
    private static final byte DELETION = 0x4;
    private static final byte VALUE = 0x5;
    private static final byte SINGLE_DELETION = 0x8;

    /** Beyond this a buffer that was needed once is not kept. */
    private static final int KEPT = 8 << 20;

    private byte[] bytes = new byte[4 << 10];
    private int length = HEADER;
    private int count;

    void put(ColumnFamilyHandle family, byte[] key, byte[] value) {
        begin(VALUE, family, key);
        sized(value);
    }

    void delete(ColumnFamilyHandle family, byte[] key) {
        begin(DELETION, family, key);
    }

    /** Takes away a key that was put once since it was last deleted: both vanish at their first meeting in a compaction. */
    void singleDelete(ColumnFamilyHandle family, byte[] key) {
        begin(SINGLE_DELETION, family, key);
    }

    boolean isEmpty() {
        return count == 0;
    }

    int size() {
        return length;
    }

    /** The batch as it is now. */
    byte[] toBytes() {
        for (int i = 0; i < 4; i++) {
            bytes[COUNT_AT + i] = (byte) (count >>> 8 * i);
        }
        return Arrays.copyOf(bytes, length);
    }

    void clear() {
        length = HEADER;
        count = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[4 << 10];
        }
    }

    private void begin(byte tag, ColumnFamilyHandle family, byte[] key) {
        count++;
        room(6);
        bytes[length++] = tag;
        varint(family.getID());
        sized(key);
    }

    private void sized(byte[] part) {
        room(5 + part.length);
        varint(part.length);
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
    }

    private void varint(int number) {
        int rest = number;
        while (rest >= 0x80) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
