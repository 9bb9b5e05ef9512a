package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jubernetes.kvstore.KeyValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How keys and values are written; the package's description draws it. */
final class Layout {

    /** What a change did. The numbers are on disk. */
    enum Kind {
        CREATE,
        OVERWRITE,
        DELETE;

        private static final Kind[] ALL = values();

        static Kind of(byte code) {
            return ALL[code];
        }
    }

    static final int NUMBER = Long.BYTES;
    private static final int ITEM_HEADER = 2 * NUMBER;

    private Layout() {}

    static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] number(long number) {
        return ByteBuffer.allocate(NUMBER).putLong(number).array();
    }

    static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    /** The value of a {@code current} entry. */
    static byte[] item(KeyValue item) {
        return ByteBuffer.allocate(ITEM_HEADER + item.value().length)
                .putLong(item.createRevision())
                .putLong(item.modRevision())
                .put(item.value())
                .array();
    }

    static KeyValue item(String key, byte[] bytes, int length) {
        return item(key, bytes, 0, length);
    }

    private static KeyValue item(String key, byte[] bytes, int from, int to) {
        ByteBuffer header = ByteBuffer.wrap(bytes, from, ITEM_HEADER);
        return new KeyValue(key, Arrays.copyOfRange(bytes, from + ITEM_HEADER, to), header.getLong(), header.getLong());
    }

    /** The mod revision in the first bytes of a {@code current} entry. */
    static long modRevision(byte[] item) {
        return ByteBuffer.wrap(item).getLong(NUMBER);
    }

    static byte[] changeKey(long revision, byte[] key) {
        return ByteBuffer.allocate(NUMBER + key.length)
                .putLong(revision)
                .put(key)
                .array();
    }

    static byte[] keyOfChange(byte[] changeKey) {
        return Arrays.copyOfRange(changeKey, NUMBER, changeKey.length);
    }

    static byte[] change(Kind kind, @Nullable KeyValue previous) {
        if (previous == null) {
            return new byte[] {(byte) kind.ordinal()};
        }
        return ByteBuffer.allocate(1 + ITEM_HEADER + previous.value().length)
                .put((byte) kind.ordinal())
                .putLong(previous.createRevision())
                .putLong(previous.modRevision())
                .put(previous.value())
                .array();
    }

    static @Nullable KeyValue previous(String key, byte[] change) {
        return change.length == 1 ? null : item(key, change, 1, change.length);
    }

    static byte[] versionKey(byte[] key, long revision) {
        return ByteBuffer.allocate(key.length + 1 + NUMBER)
                .put(key)
                .put((byte) 0)
                .putLong(revision)
                .array();
    }

    static byte[] keyOfVersion(byte[] versionKey) {
        return Arrays.copyOf(versionKey, versionKey.length - 1 - NUMBER);
    }

    static long revisionOfVersion(byte[] versionKey) {
        return ByteBuffer.wrap(versionKey).getLong(versionKey.length - NUMBER);
    }

    /** Less than every version of every greater key, greater than every version of this one. */
    static byte[] behindVersions(byte[] key) {
        byte[] place = Arrays.copyOf(key, key.length + 1);
        place[key.length] = 1;
        return place;
    }
}
