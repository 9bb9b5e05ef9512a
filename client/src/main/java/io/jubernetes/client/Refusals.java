package io.jubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a server's refusal into the exception that it was there. */
public final class Refusals {

    private static final int SHOWN = 2048;

    private Refusals() {}

    /** The exception for an answer that is not a success. */
    public static ApiException exception(ApiResponse response) {
        byte[] body;
        try {
            body = Bodies.bytes(response);
        } catch (IOException e) {
            body = new byte[0];
        }
        JsonNode status = parse(body);
        int retryAfter = retryAfter(response);
        return status == null
                ? withoutStatus(response.status(), body, retryAfter)
                : of(status, response.status(), retryAfter);
    }

    /** The exception for a Status object, as an ERROR event carries one. */
    static ApiException of(JsonNode status) {
        return of(status, 500, 0);
    }

    private static ApiException of(JsonNode status, int httpCode, int retryAfter) {
        int code = status.path("code").asInt(httpCode);
        JsonNode details = status.path("details");
        String uid = details.path("uid").asText("");
        return new ApiException(
                reason(status.path("reason").asText(""), code),
                code,
                status.path("message").asText("the server answered with code " + code),
                new ApiException.Details(
                        details.path("group").asText(""),
                        details.path("kind").asText(""),
                        details.path("name").asText(""),
                        uid.isEmpty() ? null : uid,
                        causes(details.path("causes")),
                        details.path("retryAfterSeconds").asInt(retryAfter)));
    }

    private static List<StatusCause> causes(JsonNode causes) {
        List<StatusCause> all = new ArrayList<>();
        for (JsonNode cause : causes) {
            all.add(new StatusCause(
                    cause.path("reason").asText(""),
                    cause.path("message").asText(""),
                    cause.path("field").asText("")));
        }
        return all;
    }

    private static ApiException withoutStatus(int code, byte[] body, int retryAfter) {
        String text = new String(body, 0, Math.min(body.length, SHOWN), StandardCharsets.UTF_8).strip();
        StatusReason reason = reason("", code);
        String message = text.isEmpty() ? plain(reason, code) : text;
        return new ApiException(
                reason, code, message, new ApiException.Details("", "", "", null, List.of(), retryAfter));
    }

    private static String plain(StatusReason reason, int code) {
        return switch (reason) {
            case NotFound -> "the server could not find the requested resource";
            case Unauthorized -> "the server has asked for the client to provide credentials";
            case Forbidden -> "the server does not allow access to the requested resource";
            case MethodNotAllowed -> "the server does not allow this method on the requested resource";
            case ServiceUnavailable -> "the server is currently unable to handle the request";
            default -> "the server answered with code " + code;
        };
    }

    /** The reason by its name, else the first with the same code, else the one that the code's class stands for. */
    private static StatusReason reason(String name, int code) {
        StatusReason byCode = null;
        for (StatusReason reason : StatusReason.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
            byCode = byCode == null && reason.code() == code ? reason : byCode;
        }
        if (code == 409) {
            return StatusReason.Conflict;
        }
        return byCode != null ? byCode : code >= 500 ? StatusReason.InternalError : StatusReason.BadRequest;
    }

    private static @Nullable JsonNode parse(byte[] body) {
        try {
            JsonNode tree = Json.mapper().readTree(body);
            return tree != null && tree.path("kind").asText("").equals("Status") ? tree : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static int retryAfter(ApiResponse response) {
        String seconds = response.headers().first("retry-after");
        try {
            return seconds == null ? 0 : Integer.parseInt(seconds.strip());
        } catch (NumberFormatException e) {
            return 0; // a date; nobody waits for a date
        }
    }
}
