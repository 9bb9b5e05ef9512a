package io.jubernetes.kubelet.api;

import java.util.Locale;

/**
 * What somebody must be allowed to do with the node object to make a request of its agent.
 *
 * @param verb by the request's method
 * @param subresource of the node
 */
record NodePermission(String verb, String subresource) {

    static NodePermission of(String method, String path) {
        return new NodePermission(verb(method), subresource(path));
    }

    private static String verb(String method) {
        return switch (method.toUpperCase(Locale.ROOT)) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> "get";
        };
    }

    private static String subresource(String path) {
        String first = path.replaceFirst("^/+", "").split("[/?]")[0];
        return switch (first) {
            case "stats" -> "stats";
            case "metrics" -> "metrics";
            case "logs" -> "log";
            case "configz" -> "configz";
            case "healthz" -> "healthz";
            case "pods" -> "pods";
            default -> "proxy";
        };
    }
}
