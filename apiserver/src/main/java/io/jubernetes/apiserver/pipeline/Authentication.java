package io.jubernetes.apiserver.pipeline;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.surface.Authenticator;

/** Finds out who asks; who shows no credential is anonymous. */
final class Authentication implements Stage {

    private final Authenticator authenticator;

    Authentication(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public ApiResponse handle(RequestContext context, Next next) {
        authenticator.authenticate(context.request()).ifPresent(context::authenticated);
        return next.handle(context);
    }
}
