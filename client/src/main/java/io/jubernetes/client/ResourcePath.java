package io.jubernetes.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a resource is served.
 *
 * @param group empty for the core group; null is taken as empty
 */
record ResourcePath(@Nullable String group, String version, String plural, boolean namespaced) {

    String collection(@Nullable String namespace) {
        String base = group == null || group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        if (namespaced && namespace != null && !namespace.isEmpty()) {
            base += "/namespaces/" + encode(namespace);
        }
        return base + "/" + plural;
    }

    /** The path of one object. */
    String object(@Nullable String namespace, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("resource name may not be empty");
        }
        if (namespaced && (namespace == null || namespace.isEmpty())) {
            throw new IllegalArgumentException("an empty namespace may not be set when a resource name is provided");
        }
        return collection(namespace) + "/" + encode(name);
    }

    /** The plural, with the group unless it is the core group. */
    String qualified() {
        return group == null || group.isEmpty() ? plural : plural + "." + group;
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
