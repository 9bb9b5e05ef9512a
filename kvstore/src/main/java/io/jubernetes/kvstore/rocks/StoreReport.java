package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.ContentHash;
import java.util.List;

/**
 * What a walk through a whole store found.
 *
 * @param revision the newest revision
 * @param compacted the oldest revision that can be read
 * @param keys how many keys exist at the newest revision
 * @param versions how many versions of keys lie in the store, deletions among them
 * @param changes how many revisions the history tells of
 * @param content the hash of what the store holds, computed from the values
 * @param problems what is wrong, for people; empty when the store is whole. The first twenty, then how many more
 */
public record StoreReport(
        long revision,
        long compacted,
        long keys,
        long versions,
        long changes,
        ContentHash content,
        List<String> problems) {

    public StoreReport {
        problems = List.copyOf(problems);
    }

    public boolean isWhole() {
        return problems.isEmpty();
    }
}
