package io.jubernetes.kubelet.volume;

/** A volume cannot be had now; trying again may help. Its message is shown to the pod's owner. */
public final class VolumeError extends Exception {

    public VolumeError(String message) {
        super(message);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
