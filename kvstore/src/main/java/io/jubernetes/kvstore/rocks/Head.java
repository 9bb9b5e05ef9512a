package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.ContentHash;
import java.nio.ByteBuffer;

/**
 * Where the store stands.
 *
 * @param revision the newest revision
 * @param content the hash of what the store holds at it
 * @param compacted the oldest revision that can be read
 * @param sequence the number of the newest record of the log that is in it
 */
record Head(long revision, ContentHash content, long compacted, long sequence) {

    static final Head EMPTY = new Head(0, ContentHash.EMPTY, 0, 0);

    private static final int BYTES = 5 * Long.BYTES;

    byte[] encoded() {
        return ByteBuffer.allocate(BYTES)
                .putLong(revision)
                .putLong(content.high())
                .putLong(content.low())
                .putLong(compacted)
                .putLong(sequence)
                .array();
    }

    static Head of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long revision = in.getLong();
        ContentHash content = new ContentHash(in.getLong(), in.getLong());
        long compacted = in.getLong();
        // format 2 had no log of ours
        return new Head(revision, content, compacted, in.hasRemaining() ? in.getLong() : 0);
    }
}
