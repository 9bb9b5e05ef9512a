package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.ContentHash;

/**
 * How large a store is.
 *
 * @param format of the files
 * @param revision the newest revision
 * @param compacted the oldest revision that can be read
 * @param content the hash of what the store holds
 * @param keys about how many keys exist
 * @param versions about how many versions of keys lie in the store
 * @param tableBytes of the table files
 * @param diskBytes of all files, logs among them
 */
public record StoreStats(
        long format,
        long revision,
        long compacted,
        ContentHash content,
        long keys,
        long versions,
        long tableBytes,
        long diskBytes) {}
