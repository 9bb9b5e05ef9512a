package io.jubernetes.kubelet.pod;

/** A container could not be started now: why, as its status and events say it. */
final class StartFailure extends Exception {

    private final Waiting waiting;

    StartFailure(String reason, String message) {
        super(message);
        this.waiting = new Waiting(reason, message);
    }

    Waiting waiting() {
        return waiting;
    }
}
