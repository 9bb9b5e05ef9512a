package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.session.Session;
import java.time.Instant;
import java.util.List;

/** What a description is made of: the object, and what else the server knows about it. */
record Context(Session session, Located located) {

    ObjectNode object() {
        return located.object();
    }

    JsonNode metadata() {
        return object().path("metadata");
    }

    JsonNode spec() {
        return object().path("spec");
    }

    JsonNode status() {
        return object().path("status");
    }

    Instant now() {
        return session.environment().now();
    }

    /** Objects that the description also shows; none when this user may not see them. */
    List<ObjectNode> list(String path, String... query) {
        try {
            return session.server().list(path, QueryParameters.of(query));
        } catch (ApiException e) {
            return List.of();
        }
    }
}
