package io.jubernetes.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import java.util.Collection;
import java.util.TreeSet;

/** {@code /}: which paths there are. */
public final class IndexEndpoint implements NonResourceEndpoint {

    private final byte[] body;

    public IndexEndpoint(Collection<String> paths) {
        ObjectNode document = Json.object();
        new TreeSet<>(paths).forEach(document.putArray("paths")::add);
        this.body = Json.encode(document);
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/") || path.isEmpty();
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        return ApiResponse.of(200, "application/json", body);
    }
}
