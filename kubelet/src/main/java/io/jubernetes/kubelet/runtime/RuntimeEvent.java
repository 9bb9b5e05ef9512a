package io.jubernetes.kubelet.runtime;

/** Something happened to a pod's sandbox or containers. */
public record RuntimeEvent(String podUid, String containerId, Kind kind) {
    public enum Kind {
        CREATED,
        STARTED,
        STOPPED,
        REMOVED
    }
}
