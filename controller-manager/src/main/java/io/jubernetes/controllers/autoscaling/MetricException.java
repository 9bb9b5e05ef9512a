package io.jubernetes.controllers.autoscaling;

/** A metric that cannot be had, or says nothing. The message is for the user. */
final class MetricException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MetricException(String message) {
        super(message);
    }
}
