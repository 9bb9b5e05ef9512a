package io.jubernetes.kubelet.runtime;

import org.jspecify.annotations.Nullable;

/** A runtime's refusal; its message is shown to the pod's owner. */
public final class RuntimeFailure extends RuntimeException {

    /** What callers tell apart. */
    public enum Kind {
        /** No such sandbox, container or image. */
        NOT_FOUND,
        /** The configuration cannot work as it is: a pod's owner has to change it. Shown as CreateContainerConfigError. */
        INVALID_CONFIG,
        /** Not possible in the state it is in. */
        WRONG_STATE,
        /** It took longer than allowed. */
        DEADLINE,
        /** It went wrong; trying again may help. */
        FAILED
    }

    private final Kind kind;

    public RuntimeFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public RuntimeFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    public Kind kind() {
        return kind;
    }

    /** The message, never null. */
    public String text() {
        String message = getMessage();
        return message == null ? kind.toString() : message;
    }
}
