package io.jubernetes.apiserver.authorization;

import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.surface.Authorizer;

/** Whoever has shown a credential may do everything. */
final class AuthenticatedUsers implements Authorizer {

    @Override
    public Decision authorize(UserInfo user, RequestInfo what) {
        return user.groups().contains("system:authenticated") ? new Decision.Allowed() : new Decision.NoOpinion("");
    }
}
