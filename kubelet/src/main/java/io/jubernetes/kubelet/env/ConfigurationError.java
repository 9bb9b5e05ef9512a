package io.jubernetes.kubelet.env;

/** A container's configuration refers to something that is not there; its message is shown to the pod's owner. */
public final class ConfigurationError extends Exception {

    public ConfigurationError(String message) {
        super(message);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
