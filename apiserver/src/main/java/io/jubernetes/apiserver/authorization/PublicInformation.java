package io.jubernetes.apiserver.authorization;

import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.surface.Authorizer;
import java.util.List;

/** What upstream lets strangers see: whether the server is well, and its version. */
final class PublicInformation implements Authorizer {

    private static final List<String> PATHS = List.of("/healthz", "/livez", "/readyz", "/version", "/version/");

    @Override
    public Decision authorize(UserInfo user, RequestInfo what) {
        boolean open = what.target() == null && what.verb().equals("get") && PATHS.contains(what.path());
        return open ? new Decision.Allowed() : new Decision.NoOpinion("");
    }
}
