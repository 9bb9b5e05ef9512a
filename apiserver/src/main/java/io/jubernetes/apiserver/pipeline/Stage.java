package io.jubernetes.apiserver.pipeline;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apiserver.request.RequestContext;

/** One step of the pipeline: answers itself, throws an {@code ApiException}, or lets the next one answer. */
@FunctionalInterface
public interface Stage {

    ApiResponse handle(RequestContext context, Next next);

    /** The rest of the pipeline. */
    @FunctionalInterface
    interface Next {
        ApiResponse handle(RequestContext context);
    }
}
