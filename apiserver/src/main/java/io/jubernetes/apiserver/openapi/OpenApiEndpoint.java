package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** {@code /openapi/v2} and {@code /openapi/v3} with what is below it. */
public final class OpenApiEndpoint implements NonResourceEndpoint {

    /**
     * What the addresses of documents carry, so that clients may keep them for ever: from the data that the documents are made of
     * and the code that makes them. It is written down here because making all documents to learn it would cost a starting server
     * a quarter of a second; {@code OpenApiTest} knows what it must be.
     */
    static final String EDITION = "FD4C6A36475042E49115B1A3470BF439";

    private static final String JSON = "application/json";
    private static final String INDEX = "/openapi/v3";
    private static final String EVERYTHING = "/openapi/v2";
    private static final String PROTOBUF = "proto-openapi";

    private final Map<String, LazyDocument> documents = new LinkedHashMap<>();

    public OpenApiEndpoint(Catalogue catalogue, String version) {
        Specifications specifications = new Specifications(catalogue, version);
        documents.put(EVERYTHING, new LazyDocument(EDITION, specifications::v2));
        documents.put(INDEX, new LazyDocument(EDITION, this::index));
        for (String group : catalogue.groups()) {
            for (String groupVersion : catalogue.versions(group)) {
                String path = group.isEmpty() ? "api/" + groupVersion : "apis/" + group + "/" + groupVersion;
                documents.put(
                        INDEX + "/" + path, new LazyDocument(EDITION, () -> specifications.v3(group, groupVersion)));
            }
        }
    }

    private ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        for (String path : documents.keySet()) {
            if (path.startsWith(INDEX + "/")) {
                paths.putObject(path.substring(INDEX.length() + 1)).put("serverRelativeURL", path + "?hash=" + EDITION);
            }
        }
        return index;
    }

    @Override
    public boolean serves(String path) {
        return documents.containsKey(path);
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        String given = context.info().path();
        String path = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        ApiRequest request = context.request();
        requireJson(request);
        return Objects.requireNonNull(documents.get(path)).answer(request, JSON);
    }

    private static void requireJson(ApiRequest request) {
        String accept = String.join(",", request.headers().all("accept"));
        if (accept.contains(PROTOBUF) && !accept.contains("json") && !accept.contains("*/*")) {
            throw new ApiException(
                    StatusReason.NotAcceptable, "only the following media types are accepted: application/json");
        }
    }
}
