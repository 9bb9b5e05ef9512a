package io.jubernetes.apiserver.pipeline;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.Authorizer;
import io.jubernetes.apiserver.surface.Authorizer.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets a user act as another, as far as the user may {@code impersonate} that one and each of the groups asked for.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation">User impersonation</a>
 */
final class Impersonation implements Stage {

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
    private static final String AUTHENTICATED = "system:authenticated";

    private final Authorizer authorizer;

    Impersonation(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public ApiResponse handle(RequestContext context, Next next) {
        Headers headers = context.request().headers();
        String user = headers.first("impersonate-user");
        List<String> groups = headers.all("impersonate-group");
        if (user == null || user.isEmpty()) {
            if (!groups.isEmpty() || headers.first("impersonate-uid") != null) {
                throw ApiException.badRequest("requested groups or a uid without impersonating a user");
            }
            return next.handle(context);
        }
        requireAllowed(context.user(), userTarget(user));
        groups.forEach(group -> requireAllowed(context.user(), target("", "groups", group)));
        context.authenticated(new UserInfo(user, "", allGroups(user, groups), Map.of()));
        return next.handle(context);
    }

    private void requireAllowed(UserInfo asker, Target whom) {
        RequestInfo question = new RequestInfo("impersonate", "", whom);
        if (!(authorizer.authorize(asker, question) instanceof Decision.Allowed)) {
            String where = whom.namespace().isEmpty()
                    ? " at the cluster scope"
                    : " in the namespace \"" + whom.namespace() + "\"";
            throw ApiException.forbidden(
                    "",
                    whom.resource(),
                    whom.name(),
                    "User \"" + asker.name() + "\" cannot impersonate resource \"" + whom.resource()
                            + "\" in API group \"\"" + where);
        }
    }

    private static Target userTarget(String user) {
        String[] parts = user.split(":", -1);
        return user.startsWith(SERVICE_ACCOUNT) && parts.length == 4
                ? target(parts[2], "serviceaccounts", parts[3])
                : target("", "users", user);
    }

    private static Target target(String namespace, String resource, String name) {
        return new Target(new ApiGroupVersion("", "v1"), namespace, resource, name, "", "");
    }

    /** Groups that come with being somebody need not be asked for. */
    private static List<String> allGroups(String user, List<String> asked) {
        List<String> groups = new ArrayList<>(asked);
        String[] parts = user.split(":", -1);
        if (user.startsWith(SERVICE_ACCOUNT) && parts.length == 4 && asked.isEmpty()) {
            groups.add("system:serviceaccounts");
            groups.add("system:serviceaccounts:" + parts[2]);
        }
        boolean anonymous = user.equals(RequestContext.ANONYMOUS.name());
        String basic = anonymous ? "system:unauthenticated" : AUTHENTICATED;
        if (!groups.contains(basic)) {
            groups.add(basic);
        }
        return groups;
    }
}
