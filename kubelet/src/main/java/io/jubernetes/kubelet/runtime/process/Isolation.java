package io.jubernetes.kubelet.runtime.process;

/** How far a container can be kept apart from the host. */
enum Isolation {
    /** Own mounts, process ids and host name, made as root. */
    ROOT,
    /** The same within a user namespace, without root. */
    USER_NAMESPACE,
    /** Only a session of its own. */
    SESSION;

    boolean hasNamespaces() {
        return this != SESSION;
    }
}
