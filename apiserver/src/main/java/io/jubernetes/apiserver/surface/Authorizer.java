package io.jubernetes.apiserver.surface;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.request.RequestInfo;
import java.util.List;

/** Decides whether a user may do what a request asks. */
@FunctionalInterface
public interface Authorizer {

    Decision authorize(UserInfo user, RequestInfo what);

    /** The rules by which a user may do things in a namespace, as roles write them; those that this authorizer can list. */
    default List<JsonNode> rules(UserInfo user, String namespace) {
        return List.of();
    }

    /** What an authorizer says. */
    sealed interface Decision {
        record Allowed() implements Decision {}

        /** No, whatever others say. */
        record Denied(String reason) implements Decision {}

        /** Others may allow it. When nobody does, the request is refused with all reasons. */
        record NoOpinion(String reason) implements Decision {}
    }
}
