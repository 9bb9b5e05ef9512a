package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.ContentHash;
import java.nio.ByteBuffer;

/**
 * Where the store stands.
 *
 * @param revision the newest revision
 * @param content the hash of what the store holds at it
 * @param compacted the oldest revision that can be read
 */
record Head(long revision, ContentHash content, long compacted) {

    private static final int BYTES = 4 * Long.BYTES;

    byte[] encoded() {
        return ByteBuffer.allocate(BYTES)
                .putLong(revision)
                .putLong(content.high())
                .putLong(content.low())
                .putLong(compacted)
                .array();
    }

    static Head of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Head(in.getLong(), new ContentHash(in.getLong(), in.getLong()), in.getLong());
    }
}
