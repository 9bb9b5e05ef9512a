package io.jubernetes.cli.verb.wait;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.discovery.ApiResource;
import io.jubernetes.cli.session.Server;
import io.jubernetes.cli.session.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object that is to go.
 *
 * @param uid of the object; empty when any of that name is meant
 */
public record Disappearance(ApiResource resource, String namespace, String name, String uid) {

    /**
     * Waits until it is gone, or another of that name is there.
     *
     * @param deadline null for none
     * @throws CommandException when the time is up
     */
    public void await(Session session, @Nullable Instant deadline) {
        while (true) {
            ObjectNode live = find(session);
            if (live == null || isOther(live)) {
                return;
            }
            Duration left = deadline == null
                    ? null
                    : Duration.between(session.environment().now(), deadline);
            if (left != null && (left.isNegative() || left.isZero())) {
                throw new CommandException(
                        "error: timed out waiting for the condition on " + resource.plural() + "/" + name);
            }
            watch(session, live, left);
        }
    }

    private void watch(Session session, ObjectNode live, @Nullable Duration left) {
        QueryParameters query = QueryParameters.of(
                "fieldSelector",
                "metadata.name=" + name,
                "resourceVersion",
                live.path("metadata").path("resourceVersion").asText());
        session.watching()
                .run(
                        resource.path(namespace),
                        query,
                        Server.JSON,
                        left,
                        (type, object) -> !type.equals("DELETED") && !type.equals("ERROR"));
    }

    private boolean isOther(ObjectNode live) {
        return !uid.isEmpty() && !live.path("metadata").path("uid").asText().equals(uid);
    }

    private @Nullable ObjectNode find(Session session) {
        try {
            return session.server().get(resource.path(namespace, name), QueryParameters.EMPTY);
        } catch (ApiException e) {
            if (e.is(StatusReason.NotFound)) {
                return null;
            }
            throw e;
        }
    }
}
