package io.jubernetes.cli;

import io.jubernetes.apimachinery.error.ApiException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;

/** How failures read to a person, in kubectl's words. */
final class Refusal {

    private Refusal() {}

    static String text(ApiException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return switch (refusal.reason()) {
            case Unauthorized -> "error: You must be logged in to the server (" + message + ")";
            // the message of an Invalid begins with the object it is about
            case Invalid -> "The " + message;
            default -> "Error from server (" + refusal.reason() + "): " + message;
        };
    }

    static String text(UncheckedIOException unreachable, String address) {
        for (Throwable cause = unreachable; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return "The connection to the server " + address
                        + " was refused - did you specify the right host or port?";
            }
            if (cause instanceof UnknownHostException) {
                return "Unable to connect to the server: no such host: " + address;
            }
        }
        return "Unable to connect to the server: " + unreachable.getMessage();
    }
}
