package io.jubernetes.apimachinery.api;

import java.util.List;
import java.util.Map;

/**
 * A user, as authentication found it.
 *
 * @param uid identifies the user across renames; may be empty
 * @param extra further facts, in no particular order
 */
public record UserInfo(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

    public UserInfo {
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    public UserInfo(String name, String... groups) {
        this(name, "", List.of(groups), Map.of());
    }
}
