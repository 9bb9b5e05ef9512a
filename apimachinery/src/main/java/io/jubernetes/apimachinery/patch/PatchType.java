package io.jubernetes.apimachinery.patch;

/** The ways to say a change, each with the media type that names it. */
public enum PatchType {
    /** RFC 6902. */
    JSON("application/json-patch+json"),
    /** RFC 7386. */
    MERGE("application/merge-patch+json"),
    /** A merge that knows the keys of lists. */
    STRATEGIC("application/strategic-merge-patch+json"),
    /** Server-side apply. */
    APPLY("application/apply-patch+yaml");

    private final String contentType;

    PatchType(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }
}
