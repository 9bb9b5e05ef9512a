package io.jubernetes.kubelet.runtime.cri;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;

/** What a daemon's refusals are to callers. */
final class CriErrors {

    private CriErrors() {}

    static RuntimeFailure translate(StatusRuntimeException error, String endpoint) {
        Status status = error.getStatus();
        String text = status.getDescription() == null ? "" : status.getDescription();
        return switch (status.getCode()) {
            case UNAVAILABLE ->
                new RuntimeFailure(Kind.FAILED, "no answer from " + endpoint + ": " + cause(status), error);
            case NOT_FOUND -> new RuntimeFailure(Kind.NOT_FOUND, text, error);
            case DEADLINE_EXCEEDED -> new RuntimeFailure(Kind.DEADLINE, text, error);
            case FAILED_PRECONDITION -> new RuntimeFailure(Kind.WRONG_STATE, text, error);
            case UNIMPLEMENTED -> new RuntimeFailure(Kind.FAILED, "the runtime cannot do this: " + text, error);
            default -> new RuntimeFailure(isAboutState(text) ? Kind.WRONG_STATE : Kind.FAILED, text, error);
        };
    }

    /** containerd listens before it is ready, and refuses everything until then. */
    static boolean isStarting(Status status) {
        return status.getCode() == Status.Code.UNKNOWN
                && String.valueOf(status.getDescription()).contains("server is not initialized yet");
    }

    private static String cause(Status status) {
        Throwable cause = status.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(status.getDescription())
                : cause.getMessage();
    }

    /** containerd says so with the code for unknown errors. */
    private static boolean isAboutState(String text) {
        return text.contains("is in CONTAINER_")
                || text.contains("not in running state")
                || text.contains("not running");
    }

    /** As upstream's messages have it: {@code rpc error: code = NotFound desc = …}. */
    static String goText(RuntimeFailure failure) {
        if (!(failure.getCause() instanceof StatusRuntimeException error)) {
            return failure.text();
        }
        StringBuilder code = new StringBuilder();
        for (String word : error.getStatus().getCode().name().split("_")) {
            code.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return "rpc error: code = " + code + " desc = " + failure.text();
    }
}
