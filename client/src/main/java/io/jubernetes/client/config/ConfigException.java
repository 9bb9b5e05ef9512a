package io.jubernetes.client.config;

import org.jspecify.annotations.Nullable;

/** The configuration does not say how to reach a server, or says it wrongly. The message is for its user. */
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
