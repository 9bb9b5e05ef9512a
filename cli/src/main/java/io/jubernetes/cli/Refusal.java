package io.jubernetes.cli;

import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.error.StatusReason;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;

/** How failures read to a person, in kubectl's words. */
public final class Refusal {

    private Refusal() {}

    /**
     * @param address of the server, for messages
     * @throws Exception the failure itself when nobody expected it
     */
    static String of(Exception failure, String address) throws Exception {
        return switch (failure) {
            case CommandException known -> String.valueOf(known.getMessage());
            case ApiException refusal -> text(refusal);
            case UncheckedIOException unreachable -> text(unreachable, address);
            default -> throw failure;
        };
    }

    /** As {@link #text}, for one of several: without taking the causes of an Invalid apart. */
    static String brief(ApiException refusal) {
        return refusal.is(StatusReason.Unauthorized)
                ? text(refusal)
                : "Error from server (" + refusal.reason() + "): " + refusal.getMessage();
    }

    public static String text(ApiException refusal) {
        String message = String.valueOf(refusal.getMessage());
        if (refusal.is(StatusReason.Unauthorized)) {
            return "error: You must be logged in to the server (" + message + ")";
        }
        boolean bare =
                refusal.is(StatusReason.Invalid) && !refusal.details().causes().isEmpty();
        return bare ? invalid(refusal.details()) : "Error from server (" + refusal.reason() + "): " + message;
    }

    private static String invalid(ApiException.Details details) {
        String about = "The " + details.kind() + " \"" + details.name() + "\" is invalid: ";
        List<String> causes =
                details.causes().stream().map(Refusal::cause).distinct().toList();
        return causes.size() == 1 ? about + causes.getFirst() : about + "\n* " + String.join("\n* ", causes);
    }

    private static String cause(StatusCause cause) {
        return cause.field().isEmpty() ? cause.message() : cause.field() + ": " + cause.message();
    }

    public static String text(UncheckedIOException unreachable, String address) {
        for (Throwable cause = unreachable; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return "The connection to the server " + address
                        + " was refused - did you specify the right host or port?";
            }
            if (cause instanceof UnknownHostException) {
                return "Unable to connect to the server: no such host: " + address;
            }
        }
        Throwable cause = unreachable.getCause();
        return "Unable to connect to the server: " + (cause == null ? unreachable : cause).getMessage();
    }
}
