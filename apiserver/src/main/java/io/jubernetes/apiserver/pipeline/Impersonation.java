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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lets a user act as another, as far as the user may {@code impersonate} that one and each of the groups asked for.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation">User impersonation</a>
 */
final class Impersonation implements Stage {

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
    private static final String EXTRA = "impersonate-extra-";
    private static final String AUTHENTICATION = "authentication.k8s.io";
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
        String given = headers.first("impersonate-uid");
        String uid = given == null ? "" : given;
        Map<String, List<String>> extra = extra(headers);
        if (user == null || user.isEmpty()) {
            if (!groups.isEmpty() || !uid.isEmpty() || !extra.isEmpty()) {
                throw ApiException.badRequest("requested groups, a uid or extra facts without impersonating a user");
            }
            return next.handle(context);
        }
        UserInfo asker = context.user();
        requireAllowed(asker, userTarget(user));
        groups.forEach(group -> requireAllowed(asker, target("", "groups", group)));
        extra.forEach((key, values) -> values.forEach(value -> requireAllowed(asker, fact("userextras", value, key))));
        if (!uid.isEmpty()) {
            requireAllowed(asker, fact("uids", uid, ""));
        }
        context.authenticated(new UserInfo(user, uid, allGroups(user, groups), extra));
        return next.handle(context);
    }

    /** Further facts about the user; their names come in header names, and so escaped. */
    private static Map<String, List<String>> extra(Headers headers) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (name.startsWith(EXTRA)) {
                extra.computeIfAbsent(unescaped(name.substring(EXTRA.length())), key -> new ArrayList<>())
                        .add(value);
            }
        });
        return extra;
    }

    private static String unescaped(String key) {
        try {
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException malformed) {
            return key;
        }
    }

    private static Target fact(String resource, String name, String subresource) {
        return new Target(new ApiGroupVersion(AUTHENTICATION, "v1"), "", resource, name, subresource, "");
    }

    private void requireAllowed(UserInfo asker, Target whom) {
        RequestInfo question = new RequestInfo("impersonate", "", whom);
        if (!(authorizer.authorize(asker, question) instanceof Decision.Allowed)) {
            String where = whom.namespace().isEmpty()
                    ? " at the cluster scope"
                    : " in the namespace \"" + whom.namespace() + "\"";
            throw ApiException.forbidden(
                    whom.group(),
                    whom.resource(),
                    whom.name(),
                    "User \"" + asker.name() + "\" cannot impersonate resource \"" + whom.resourceAndSubresource()
                            + "\" in API group \"" + whom.group() + "\"" + where);
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
