package io.jubernetes.apiserver.surface;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A version of a group that another server serves, as far as is known.
 *
 * @param groupPriority places the group among the others; more is earlier
 * @param versionPriority places the version within its group
 * @param known what that server last said
 */
public record RemoteVersion(String group, String version, int groupPriority, int versionPriority, Known known) {

    /**
     * What a server said about itself.
     *
     * @param current false when it could not be asked the last time
     * @param resources as aggregated discovery has them; missing before it was reached
     * @param openApi where its OpenAPI document of version 3 is found, with the document's hash; empty when it has none
     * @param swagger its part of the OpenAPI document of version 2; missing when it has none
     */
    public record Known(boolean current, JsonNode resources, String openApi, JsonNode swagger) {

        public Known outdated() {
            return new Known(false, resources, openApi, swagger);
        }
    }
}
