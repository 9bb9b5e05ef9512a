package io.jubernetes.apimachinery.error;

/**
 * The reasons of a {@code Status} that clients act on, with the HTTP code each is sent with.
 *
 * @see <a href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md">API conventions</a>
 */
public enum StatusReason {
    BadRequest(400),
    Unauthorized(401),
    Forbidden(403),
    NotFound(404),
    MethodNotAllowed(405),
    NotAcceptable(406),
    AlreadyExists(409),
    Conflict(409),
    /** A list or watch from a revision that is no longer kept. */
    Expired(410),
    Gone(410),
    RequestEntityTooLarge(413),
    UnsupportedMediaType(415),
    Invalid(422),
    TooManyRequests(429),
    InternalError(500),
    ServiceUnavailable(503),
    /** The server needs longer than the client gave it; asking again may help. */
    Timeout(504),
    /** The data store has no room; deletes still work. */
    StorageFull(507);

    private final int code;

    StatusReason(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
