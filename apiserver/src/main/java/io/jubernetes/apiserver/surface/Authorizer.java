package io.jubernetes.apiserver.surface;

import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.request.RequestInfo;

/** Decides whether a user may do what a request asks. */
@FunctionalInterface
public interface Authorizer {

    Decision authorize(UserInfo user, RequestInfo what);

    /** What an authorizer says. */
    sealed interface Decision {
        record Allowed() implements Decision {}

        /** No, whatever others say. */
        record Denied(String reason) implements Decision {}

        /** Others may allow it. When nobody does, the request is refused with all reasons. */
        record NoOpinion(String reason) implements Decision {}
    }
}
