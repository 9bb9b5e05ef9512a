package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.surface.Authorizer;
import java.util.List;

/** {@code system:masters} may do everything, whatever roles say: the way back in after a mistake. */
final class Superusers implements Authorizer {

    static final String GROUP = "system:masters";

    @Override
    public Decision authorize(UserInfo user, RequestInfo what) {
        return user.groups().contains(GROUP) ? new Decision.Allowed() : new Decision.NoOpinion("");
    }

    @Override
    public List<JsonNode> rules(UserInfo user, String namespace) {
        boolean all = user.groups().contains(GROUP);
        return all ? EverythingRules.LIST : List.of();
    }
}
