package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.surface.Authorizer;
import java.util.List;

/** Whoever has shown a credential may do everything. */
final class AuthenticatedUsers implements Authorizer {

    @Override
    public Decision authorize(UserInfo user, RequestInfo what) {
        return user.groups().contains("system:authenticated") ? new Decision.Allowed() : new Decision.NoOpinion("");
    }

    @Override
    public List<JsonNode> rules(UserInfo user, String namespace) {
        boolean all = user.groups().contains("system:authenticated");
        return all ? EverythingRules.LIST : List.of();
    }
}
