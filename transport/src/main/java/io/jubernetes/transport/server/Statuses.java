package io.jubernetes.transport.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import java.nio.charset.StandardCharsets;

/** Answers to requests that no handler has seen. */
final class Statuses {

    private Statuses() {}

    static ApiResponse failure(int code, String reason, String message) {
        return ApiResponse.of(code, "application/json", json(code, reason, message));
    }

    static byte[] json(int code, String reason, String message) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure")
                .put("message", message)
                .put("reason", reason)
                .put("code", code);
        return (status + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static ApiResponse unauthorized() {
        return failure(401, "Unauthorized", "Unauthorized");
    }

    static ApiResponse badRequest(String message) {
        return failure(400, "BadRequest", message);
    }

    static ApiResponse internal() {
        return failure(500, "InternalError", "Internal error occurred: the server failed while it answered");
    }
}
