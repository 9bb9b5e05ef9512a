package io.jubernetes.apiserver.storage;

/**
 * Where the objects of one resource lie: {@code /registry/<group?>/<resource>/<namespace?>/<name>}. What follows the prefix is
 * the object's <i>path</i>, {@code namespace/name} or {@code name}; paths and keys sort alike.
 *
 * @param prefix ends with a slash
 */
public record ResourceKeys(String prefix) {

    /** Under which everything lies. */
    public static final String ROOT = "/registry/";

    public static ResourceKeys of(String group, String resource) {
        return new ResourceKeys(ROOT + (group.isEmpty() ? "" : group + "/") + resource + "/");
    }

    public String key(String path) {
        return prefix + path;
    }

    /** The path in a key of this resource. */
    public String path(String key) {
        return key.substring(prefix.length());
    }

    /** @param namespace empty for cluster-scoped objects */
    public static String path(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** The namespace in a path, empty when there is none. */
    public static String namespace(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Whether {@link #namespace} of a path is this one, which is not empty. */
    public static boolean isWithin(String path, String namespace) {
        return path.length() > namespace.length()
                && path.charAt(namespace.length()) == '/'
                && path.startsWith(namespace);
    }

    public static String name(String path) {
        return path.substring(path.indexOf('/') + 1);
    }
}
