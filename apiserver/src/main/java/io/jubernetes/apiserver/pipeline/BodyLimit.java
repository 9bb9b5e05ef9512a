package io.jubernetes.apiserver.pipeline;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.request.RequestContext;

/** Refuses bodies that are too large. Transports refuse them earlier, before they are in memory; this holds without one. */
final class BodyLimit implements Stage {

    private final int bytes;

    BodyLimit(int bytes) {
        this.bytes = bytes;
    }

    @Override
    public ApiResponse handle(RequestContext context, Next next) {
        if (context.request().body().length > bytes) {
            throw new ApiException(StatusReason.RequestEntityTooLarge, "Request entity too large: limit is " + bytes);
        }
        return next.handle(context);
    }
}
