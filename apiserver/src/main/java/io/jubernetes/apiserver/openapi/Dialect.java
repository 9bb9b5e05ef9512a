package io.jubernetes.apiserver.openapi;

/** The two versions of OpenAPI, as far as schemas differ between them. */
enum Dialect {
    V2("#/definitions/"),
    V3("#/components/schemas/");

    private final String prefix;

    Dialect(String prefix) {
        this.prefix = prefix;
    }

    String reference(String type) {
        return prefix + type;
    }
}
