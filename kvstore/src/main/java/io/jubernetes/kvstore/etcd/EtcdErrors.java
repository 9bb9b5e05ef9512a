package io.jubernetes.kvstore.etcd;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.jubernetes.kvstore.StoreFullException;
import io.jubernetes.kvstore.StoreUnavailableException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What etcd's and gRPC's errors mean. The texts are those that etcd's own clients go by. */
final class EtcdErrors {

    private static final String NO_SPACE = "database space exceeded";
    private static final Pattern CAUSE = Pattern.compile("cause=[\\w.$]+: ([^\\n}]+)");
    private static final String COMPACTED = "required revision has been compacted";
    private static final String FUTURE = "required revision is a future revision";

    private final EtcdStoreConfig config;

    EtcdErrors(EtcdStoreConfig config) {
        this.config = config;
    }

    static boolean isCompacted(StatusRuntimeException e) {
        return says(e.getStatus(), COMPACTED);
    }

    static boolean isFuture(StatusRuntimeException e) {
        return says(e.getStatus(), FUTURE);
    }

    /**
     * Whether the same request, sent again, may find a member that answers. gRPC calls it unknown when the connection ends under the
     * request's first bytes.
     */
    static boolean isPassing(Status status) {
        return status.getCode() == Status.Code.UNAVAILABLE
                || status.getCode() == Status.Code.UNKNOWN && status.getCause() instanceof IOException;
    }

    /** Whether a new login helps; the request was not carried out. */
    static boolean isStaleToken(Status status) {
        return says(status, "invalid auth token") || says(status, "revision of auth store is old");
    }

    /** @param write whether the request would have changed something */
    RuntimeException translate(StatusRuntimeException e, boolean write) {
        Status status = e.getStatus();
        if (isCompacted(e) || isFuture(e)) {
            return e;
        }
        return switch (status.getCode()) {
            case RESOURCE_EXHAUSTED ->
                says(status, NO_SPACE)
                        ? new StoreFullException("etcd has no room left: " + described(status))
                        : tooLarge(status);
            case INVALID_ARGUMENT ->
                says(status, "too large") || says(status, "too many operations") ? tooLarge(status) : refused(e);
            case DEADLINE_EXCEEDED, UNAVAILABLE, CANCELLED, UNKNOWN -> unreachable(e, write);
            default -> refused(e);
        };
    }

    private StoreUnavailableException refused(StatusRuntimeException e) {
        return new StoreUnavailableException(at() + " refuses: " + described(e.getStatus()), e);
    }

    private static IllegalArgumentException tooLarge(Status status) {
        return new IllegalArgumentException("etcd does not take the request: " + described(status));
    }

    private StoreUnavailableException unreachable(StatusRuntimeException e, boolean write) {
        String problem = e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED
                ? " did not answer within " + config.timeout().toMillis() + " ms: "
                : " cannot be asked: ";
        String outcome = write ? "; whether the write took place is not known" : "";
        return new StoreUnavailableException(at() + problem + described(e.getStatus()) + outcome, e);
    }

    /** A watch stream that ended. */
    StoreUnavailableException lost(Status status) {
        return new StoreUnavailableException(at() + " ended the watch: " + described(status));
    }

    /** Names the endpoints. */
    String at() {
        return "etcd at " + config.names();
    }

    /** gRPC wraps what happened in the story of its waiting, stack trace and all; people want to read what happened. */
    private static String described(Status status) {
        String text = status.getDescription();
        String said = text == null ? status.getCode().name() : text;
        Matcher told = CAUSE.matcher(said);
        if (told.find()) {
            return told.group(1);
        }
        Throwable cause = status.getCause();
        String first = said.lines().findFirst().orElse(said);
        return cause == null || cause.getMessage() == null || first.contains(cause.getMessage())
                ? first
                : first + " (" + cause.getMessage() + ")";
    }

    private static boolean says(Status status, String text) {
        String description = status.getDescription();
        return description != null && description.contains(text);
    }
}
