package io.jubernetes.apiserver.aggregation;

/** Paths outside the resources that belong to a version of a group. */
final class RemotePath {

    private static final String DOCUMENTS = "/openapi/v3/";
    private static final String GROUPS = "/apis/";

    private RemotePath() {}

    /** {@code GROUP/VERSION} of {@code /apis/GROUP/VERSION…} and of the same below {@code /openapi/v3}; else empty. */
    static String groupVersion(String path) {
        String below = isDocument(path) ? path.substring(DOCUMENTS.length() - 1) : path;
        if (!below.startsWith(GROUPS)) {
            return "";
        }
        int slash = below.indexOf('/', GROUPS.length());
        if (slash < 0) {
            return "";
        }
        int end = below.indexOf('/', slash + 1);
        return below.substring(GROUPS.length(), end < 0 ? below.length() : end);
    }

    static boolean isDocument(String path) {
        return path.startsWith(DOCUMENTS);
    }
}
