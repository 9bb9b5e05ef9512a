package io.jubernetes.apiserver.pipeline;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.Authorizer;
import io.jubernetes.apiserver.surface.Authorizer.Decision;

/** Refuses what the user may not do, in the words that kubectl users know. */
public final class Authorization implements Stage {

    private final Authorizer authorizer;

    public Authorization(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public ApiResponse handle(RequestContext context, Next next) {
        require(context.user(), context.info());
        return next.handle(context);
    }

    /** @throws ApiException Forbidden when the user may not do this */
    public void require(UserInfo user, RequestInfo asked) {
        switch (authorizer.authorize(user, asked)) {
            case Decision.Allowed() -> {}
            case Decision.Denied(String reason) -> throw refusal(user, asked, reason);
            case Decision.NoOpinion(String reason) -> throw refusal(user, asked, reason);
        }
    }

    private static ApiException refusal(UserInfo user, RequestInfo asked, String reason) {
        String why = "User \"" + user.name() + "\" cannot " + asked.verb() + " " + what(asked)
                + (reason.isEmpty() ? "" : ": " + reason);
        Target target = asked.target();
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
