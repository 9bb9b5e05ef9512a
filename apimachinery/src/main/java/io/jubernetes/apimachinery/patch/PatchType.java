package io.jubernetes.apimachinery.patch;

import org.jspecify.annotations.Nullable;

/** The kinds of patch, told apart by the media type of the body. */
public enum PatchType {
    JSON("application/json-patch+json"),
    MERGE("application/merge-patch+json"),
    STRATEGIC("application/strategic-merge-patch+json"),
    /** Server-side apply; the body is YAML or JSON. */
    APPLY("application/apply-patch+yaml");

    private final String contentType;

    PatchType(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** The kind for a Content-Type header, parameters ignored; null when it is no patch. */
    public static @Nullable PatchType of(String contentType) {
        int parameters = contentType.indexOf(';');
        String media = (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
        for (PatchType type : values()) {
            if (type.contentType.equalsIgnoreCase(media)) {
                return type;
            }
        }
        return null;
    }
}
