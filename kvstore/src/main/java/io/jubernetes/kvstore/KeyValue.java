package io.jubernetes.kvstore;

/**
 * A key with its value at some revision.
 *
 * @param value the bytes as written; shared, never to be changed
 * @param createRevision the revision that created the key in its present life
 * @param modRevision the revision that last wrote it
 */
public record KeyValue(String key, byte[] value, long createRevision, long modRevision) {}
