package io.jubernetes.kvstore;

import java.util.List;

/**
 * The answer to a {@link RangeRequest}.
 *
 * @param items in key order; unmodifiable
 * @param remaining how many more keys of the range lie behind the last item; 0 when there was no limit or nothing is left
 * @param revision the revision that was read
 */
public record RangeResult(List<KeyValue> items, long remaining, long revision) {}
