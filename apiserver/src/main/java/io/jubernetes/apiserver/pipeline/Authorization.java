package io.jubernetes.apiserver.pipeline;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.Authorizer;
import io.jubernetes.apiserver.surface.Authorizer.Decision;

/** Refuses what the user may not do, in the words that kubectl users know. */
final class Authorization implements Stage {

    private final Authorizer authorizer;

    Authorization(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public ApiResponse handle(RequestContext context, Next next) {
        return switch (authorizer.authorize(context.user(), context.info())) {
            case Decision.Allowed() -> next.handle(context);
            case Decision.Denied(String reason) -> throw refusal(context, reason);
            case Decision.NoOpinion(String reason) -> throw refusal(context, reason);
        };
    }

    private static ApiException refusal(RequestContext context, String reason) {
        String why = "User \"" + context.user().name() + "\" cannot "
                + context.info().verb() + " " + what(context.info()) + (reason.isEmpty() ? "" : ": " + reason);
        Target target = context.info().target();
        return target == null
                ? new ApiException(StatusReason.Forbidden, "forbidden: " + why)
                : ApiException.forbidden(target.group(), target.resource(), target.name(), why);
    }

    private static String what(RequestInfo info) {
        Target target = info.target();
        if (target == null) {
            return "path \"" + info.path() + "\"";
        }
        String scope = target.namespace().isEmpty() || target.resource().equals("namespaces")
                ? " at the cluster scope"
                : " in the namespace \"" + target.namespace() + "\"";
        return "resource \"" + target.resourceAndSubresource() + "\" in API group \"" + target.group() + "\"" + scope;
    }
}
