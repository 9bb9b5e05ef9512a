package io.jubernetes.apimachinery.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API server's refusal, thrown where it is found and turned into a {@code Status} body in one place; clients throw it again
 * when they read one. The factory methods carry the message texts that clients know.
 */
public final class ApiException extends RuntimeException {

    private final StatusReason reason;
    private final int code;
    private final Details details;

    /**
     * @param code usually the reason's, but a proxy or webhook may say otherwise
     */
    public ApiException(StatusReason reason, int code, String message, Details details) {
        super(message, null, false, false);
        this.reason = reason;
        this.code = code;
        this.details = details;
    }

    public ApiException(StatusReason reason, String message) {
        this(reason, reason.code(), message, Details.NONE);
    }

    public StatusReason reason() {
        return reason;
    }

    public int code() {
        return code;
    }

    public Details details() {
        return details;
    }

    public boolean is(StatusReason other) {
        return reason == other;
    }

    /**
     * The {@code details} of a Status.
     *
     * @param kind the resource's plural, or the kind for an Invalid; empty when unknown
     * @param retryAfterSeconds 0 when nothing is said about trying again
     */
    public record Details(
            String group,
            String kind,
            String name,
            @Nullable String uid,
            List<StatusCause> causes,
            int retryAfterSeconds) {

        public static final Details NONE = new Details("", "", "", null, List.of(), 0);

        public Details {
            causes = List.copyOf(causes);
        }

        public static Details of(String group, String kind, String name) {
            return new Details(group, kind, name, null, List.of(), 0);
        }
    }

    public static ApiException badRequest(String message) {
        return new ApiException(StatusReason.BadRequest, message);
    }

    public static ApiException notFound(String group, String resource, String name) {
        return refusal(StatusReason.NotFound, group, resource, name, "not found");
    }

    public static ApiException alreadyExists(String group, String resource, String name) {
        return refusal(StatusReason.AlreadyExists, group, resource, name, "already exists");
    }

    /** Somebody else changed the object since the caller read it. */
    public static ApiException conflict(String group, String resource, String name, String why) {
        return new ApiException(
                StatusReason.Conflict,
                StatusReason.Conflict.code(),
                "Operation cannot be fulfilled on " + qualified(group, resource) + " \"" + name + "\": " + why,
                Details.of(group, resource, name));
    }

    /** The text of a conflict that clients answer by reading again and retrying. */
    public static final String MODIFIED =
            "the object has been modified; please apply your changes to the latest version and try again";

    public static ApiException forbidden(String group, String resource, String name, String why) {
        String what = qualified(group, resource) + (name.isEmpty() ? "" : " \"" + name + "\"");
        return new ApiException(
                StatusReason.Forbidden,
                StatusReason.Forbidden.code(),
                what + " is forbidden: " + why,
                Details.of(group, resource, name));
    }

    /** The object is not valid; all that is wrong with it at once. */
    public static ApiException invalid(String group, String kind, String name, List<StatusCause> causes) {
        List<String> texts = causes.stream()
                .map(c -> c.field() + ": " + c.message())
                .distinct()
                .toList();
        String all = texts.size() == 1 ? texts.getFirst() : "[" + String.join(", ", texts) + "]";
        String what = group.isEmpty() ? kind : kind + "." + group;
        return new ApiException(
                StatusReason.Invalid,
                StatusReason.Invalid.code(),
                what + " \"" + name + "\" is invalid: " + all,
                new Details(group, kind, name, null, causes, 0));
    }

    public static ApiException expired(String message) {
        return new ApiException(StatusReason.Expired, message);
    }

    public static ApiException methodNotAllowed(String message) {
        return new ApiException(StatusReason.MethodNotAllowed, message);
    }

    /** Asking again after a while may succeed. */
    public static ApiException tooManyRequests(String message, int retryAfterSeconds) {
        return new ApiException(
                StatusReason.TooManyRequests,
                StatusReason.TooManyRequests.code(),
                message,
                new Details("", "", "", null, List.of(), retryAfterSeconds));
    }

    public static ApiException internal(String message) {
        return new ApiException(StatusReason.InternalError, "Internal error occurred: " + message);
    }

    private static ApiException refusal(StatusReason reason, String group, String resource, String name, String what) {
        return new ApiException(
                reason,
                reason.code(),
                qualified(group, resource) + " \"" + name + "\" " + what,
                Details.of(group, resource, name));
    }

    private static String qualified(String group, String resource) {
        return group.isEmpty() ? resource : resource + "." + group;
    }
}
