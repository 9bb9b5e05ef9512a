package io.jubernetes.scheduler.config;

/** A configuration that cannot be used; the message names the field and the value. */
public final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidConfigurationException(String field, String problem) {
        super(field + ": " + problem);
    }
}
