package io.jubernetes.apiserver.surface;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apiserver.request.RequestContext;

/** Answers for a path outside the resources: health, version, discovery, OpenAPI. */
public interface NonResourceEndpoint {

    /** Whether this endpoint answers for a path; paths come without trailing slash. */
    boolean serves(String path);

    ApiResponse serve(RequestContext context);
}
