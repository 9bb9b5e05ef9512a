package io.jubernetes.controllers.garbagecollector;

/**
 * Which object.
 *
 * @param namespace empty for objects without one
 */
record ObjectId(String group, String kind, String namespace, String name, String uid) {

    static String groupOf(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
