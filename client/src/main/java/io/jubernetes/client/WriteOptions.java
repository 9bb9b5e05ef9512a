package io.jubernetes.client;

import io.jubernetes.apimachinery.api.QueryParameters;

/**
 * How to write.
 *
 * @param fieldManager who owns the fields that are set; empty for the server's guess from the user agent
 * @param fieldValidation {@code Strict}, {@code Warn}, {@code Ignore}, or empty for the server's default
 * @param dryRun go through everything but do not store
 * @param force take over fields of other managers (server-side apply)
 */
public record WriteOptions(String fieldManager, String fieldValidation, boolean dryRun, boolean force) {

    public static final WriteOptions DEFAULT = new WriteOptions("", "", false, false);

    QueryParameters query() {
        QueryParameters query = QueryParameters.EMPTY;
        query = fieldManager.isEmpty() ? query : query.and("fieldManager", fieldManager);
        query = fieldValidation.isEmpty() ? query : query.and("fieldValidation", fieldValidation);
        query = dryRun ? query.and("dryRun", "All") : query;
        return force ? query.and("force", "true") : query;
    }
}
