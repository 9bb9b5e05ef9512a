package io.jubernetes.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code /}: which paths there are. */
public final class IndexEndpoint implements NonResourceEndpoint {

    private final Supplier<Stream<String>> paths;

    /** @param paths that are served at the moment */
    public IndexEndpoint(Supplier<Stream<String>> paths) {
        this.paths = paths;
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/") || path.isEmpty();
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        ObjectNode document = Json.object();
        paths.get().sorted().forEach(document.putArray("paths")::add);
        return ApiResponse.of(200, "application/json", Json.encode(document));
    }
}
