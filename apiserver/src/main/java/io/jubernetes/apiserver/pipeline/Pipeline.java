package io.jubernetes.apiserver.pipeline;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.metrics.RequestMetrics;
import io.jubernetes.apiserver.metrics.ServerMetrics;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfoParser;
import io.jubernetes.apiserver.surface.Surface;
import java.util.List;

/**
 * The way of every request through the server. This is the one place that says in which order the stages come: each may rely
 * on what those before it found out.
 */
public final class Pipeline implements ApiHandler {

    private final Environment environment;
    private final RequestMetrics metrics;
    private final ErrorTranslator errors = new ErrorTranslator();
    private final List<Stage> stages;
    private final Stage.Next last;

    public Pipeline(
            Environment environment, Surface.Access access, int bodyBytes, ServerMetrics metrics, Stage.Next router) {
        this.environment = environment;
        this.metrics = metrics.requests();
        this.stages = List.of(
                new BodyLimit(bodyBytes),
                new Authentication(metrics.access().counted(access.authenticator())),
                new Impersonation(access.authorizer()),
                // audit and flow control stand here once they exist: they need the user, and see refusals too
                new Authorization(metrics.access().counted(access.authorizer())));
        this.last = router;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        RequestContext context = new RequestContext(request, RequestInfoParser.parse(request), environment.newUid());
        RequestMetrics.Running running = metrics.begin(context);
        return running.end(context, decorated(context, answer(context)));
    }

    // Whatever goes wrong below becomes an answer here, and nowhere else.
    @SuppressWarnings("IllegalCatch")
    private ApiResponse answer(RequestContext context) {
        try {
            return proceed(0, context);
        } catch (Throwable failure) {
            return errors.translate(failure, context);
        }
    }

    private ApiResponse proceed(int stage, RequestContext context) {
        return stage == stages.size()
                ? last.handle(context)
                : stages.get(stage).handle(context, following -> proceed(stage + 1, following));
    }

    private static ApiResponse decorated(RequestContext context, ApiResponse response) {
        Headers headers = response.headers().and("audit-id", context.id());
        if (headers.first("cache-control") == null) {
            headers = headers.and("cache-control", "no-cache, private");
        }
        for (String warning : context.warnings()) {
            headers = headers.and("warning", WarningHeader.of(warning));
        }
        return new ApiResponse(response.status(), headers, response.body());
    }
}
