package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** How keys and small values are written; the package's description draws it. Numbers are eight bytes, big-endian. */
final class Layout {

    static final int NUMBER = Long.BYTES;

    /** What stands behind the key in a {@code versions} key: U+0000, the complement of the revision, the create revision. */
    static final int VERSION_SUFFIX = 1 + 2 * NUMBER;

    private static final VarHandle NUMBERS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Layout() {}

    static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] number(long number) {
        return ByteBuffer.allocate(NUMBER).putLong(number).array();
    }

    static long number(byte[] bytes) {
        return numberAt(bytes, 0);
    }

    static long numberAt(byte[] bytes, int at) {
        return (long) NUMBERS.get(bytes, at);
    }

    /** What a {@code current} entry says. Those of format 2 have the revision before it, and a hash behind. */
    static long createRevision(byte[] current) {
        return numberAt(current, current.length == NUMBER ? 0 : NUMBER);
    }

    /** The newest version of a key comes first. A version with create revision 0 says that the key was deleted. */
    static byte[] versionKey(byte[] key, long revision, long createRevision) {
        return ByteBuffer.allocate(key.length + VERSION_SUFFIX)
                .put(key)
                .put((byte) 0)
                .putLong(~revision)
                .putLong(createRevision)
                .array();
    }

    /** At most the version of the key that was the newest one at a revision; greater than all newer ones. */
    static byte[] versionAt(byte[] key, long revision) {
        return ByteBuffer.allocate(key.length + 1 + NUMBER)
                .put(key)
                .put((byte) 0)
                .putLong(~revision)
                .array();
    }

    static byte[] keyOfVersion(byte[] versionKey) {
        return Arrays.copyOf(versionKey, versionKey.length - VERSION_SUFFIX);
    }

    static boolean isVersionOf(byte[] key, byte[] versionKey) {
        return versionKey.length == key.length + VERSION_SUFFIX
                && Arrays.equals(key, 0, key.length, versionKey, 0, key.length);
    }

    static long revisionOfVersion(byte[] versionKey) {
        return ~numberAt(versionKey, versionKey.length - 2 * NUMBER);
    }

    static long createRevisionOfVersion(byte[] versionKey) {
        return numberAt(versionKey, versionKey.length - NUMBER);
    }

    /** Less than every version of every greater key, greater than every version of this one. */
    static byte[] behindVersions(byte[] key) {
        byte[] place = Arrays.copyOf(key, key.length + 1);
        place[key.length] = 1;
        return place;
    }
}
