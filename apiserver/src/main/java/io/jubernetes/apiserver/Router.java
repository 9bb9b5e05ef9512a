package io.jubernetes.apiserver;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.aggregation.Aggregator;
import io.jubernetes.apiserver.pipeline.Stage;
import io.jubernetes.apiserver.registry.Registry;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import io.jubernetes.apiserver.surface.Surface;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds who answers. */
final class Router implements Stage.Next {

    private final Surface surface;
    private final Registry registry;
    private final Aggregator aggregator;

    Router(Surface surface, Registry registry, Aggregator aggregator) {
        this.surface = surface;
        this.registry = registry;
        this.aggregator = aggregator;
    }

    @Override
    public ApiResponse handle(RequestContext context) {
        ApiResponse elsewhere = aggregator.answer(context);
        if (elsewhere != null) {
            return elsewhere;
        }
        Target target = context.info().target();
        if (context.request().method().equals("HEAD")
                && !knowsHead(context.info().path(), target)) {
            throw new ApiException(
                    StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource");
        }
        return target == null ? endpoint(context) : registry.handle(context, target);
    }

    /** As upstream, whose resources and lists of them have no routes for it. */
    private static boolean knowsHead(String path, @Nullable Target target) {
        return target == null
                ? !path.startsWith("/api") && !path.equals("/version")
                : target.subresource().equals("proxy");
    }

    private ApiResponse endpoint(RequestContext context) {
        String path = withoutTrailingSlash(context.info().path());
        for (NonResourceEndpoint endpoint : surface.endpoints()) {
            if (endpoint.serves(path)) {
                return endpoint.serve(context);
            }
        }
        return notFound();
    }

    private static String withoutTrailingSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static ApiResponse notFound() {
        return ApiResponse.of(
                404, "text/plain; charset=utf-8", "404 page not found\n".getBytes(StandardCharsets.UTF_8));
    }
}
