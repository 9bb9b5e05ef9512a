package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The data files of the API, on the class path. */
final class ApiResources {

    static final String TYPES = "/api/kubernetes-api.json";
    static final String NAMES = "/api/kubernetes-names.json";
    static final String DEFAULTS = "/api/kubernetes-defaults.json";
    static final String VALIDATION = "/api/kubernetes-validation.json";
    static final String RETIRED = "/api/kubernetes-retired.json";

    private ApiResources() {}

    static byte[] bytes(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputStream open(String resource) {
        InputStream in = ApiResources.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("missing from the class path: " + resource);
        }
        return in;
    }

    static JsonNode tree(String resource) {
        return Json.decodeTrusted(bytes(resource));
    }
}
