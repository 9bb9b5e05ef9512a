package io.jubernetes.kvstore;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of what a store holds: the sum of the hashes of its items, an item being a key, its value and the revision that last
 * wrote it. A sum does not depend on the order in which it was added up, so whoever sees the changes of a store can keep it up to
 * date: add what a put wrote, subtract what a put or a delete replaced.
 *
 * <p>Two places with equal sums hold, with a probability of 1 - 2<sup>-128</sup> where chance rules, the same keys with the same
 * values written at the same revisions. The hash finds accidents; it is none of the cryptographic ones and proves nothing against
 * somebody who chooses values in order to deceive.
 *
 * @param high one sum modulo 2<sup>64</sup>
 * @param low another one, of independent hashes
 */
public record ContentHash(long high, long low) {

    /** The hash of an empty store. */
    public static final ContentHash EMPTY = new ContentHash(0, 0);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Odd numbers whose bits look random: digits of the square roots of 2, 3, 5 and 7. */
    private static final long A = 0x6a09e667f3bcc909L;

    private static final long B = 0xbb67ae8584caa73bL;
    private static final long C = 0x3c6ef372fe94f82bL;
    private static final long D = 0xa54ff53a5f1d36f1L;

    /** The hash of one item. */
    public static ContentHash of(KeyValue item) {
        return ofContent(item.key().getBytes(java.nio.charset.StandardCharsets.UTF_8), item.value())
                .at(item.modRevision());
    }

    /** The hash of a key (in UTF-8) and a value that no revision has written yet; {@link #at} makes it that of an item. */
    public static ContentHash ofContent(byte[] key, byte[] value) {
        return new ContentHash(A, D).over(key).over(value);
    }

    /** The hash of an item, from that of its content. */
    public ContentHash at(long modRevision) {
        return new ContentHash(fold(high ^ C, modRevision ^ A), fold(low ^ B, modRevision ^ D));
    }

    public ContentHash plus(ContentHash other) {
        return new ContentHash(high + other.high, low + other.low);
    }

    public ContentHash minus(ContentHash other) {
        return new ContentHash(high - other.high, low - other.low);
    }

    /** Sixteen bytes a step; the two halves hang together only through the bytes that both take in. */
    private ContentHash over(byte[] bytes) {
        long h = high ^ bytes.length;
        long l = low + bytes.length;
        int i = 0;
        for (; i <= bytes.length - 16; i += 16) {
            long x = (long) LONGS.get(bytes, i);
            long y = (long) LONGS.get(bytes, i + 8);
            h = fold(x ^ A, y ^ h);
            l = fold(y ^ B, x ^ l);
        }
        long x = tail(bytes, i);
        long y = tail(bytes, i + 8);
        return new ContentHash(fold(x ^ C, y ^ h), fold(y ^ D, x ^ l));
    }

    private static long tail(byte[] bytes, int from) {
        long word = 0;
        for (int i = Math.min(bytes.length, from + 8) - 1; i >= from; i--) {
            word = word << 8 | bytes[i] & 0xff;
        }
        return word;
    }

    /** Both halves of the product of 128 bits, put together. */
    private static long fold(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
