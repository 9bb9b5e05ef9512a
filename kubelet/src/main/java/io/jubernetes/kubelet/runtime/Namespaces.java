package io.jubernetes.kubelet.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Which of the host's namespaces a pod shares, and whether its containers share their processes.
 *
 * @param hostNetwork the node's network and addresses
 * @param hostPid the node's processes are seen
 * @param hostIpc the node's shared memory and queues
 * @param sharedPid the pod's containers see each other's processes
 * @param users how users of the pod map to users of the node; null when they are the same
 */
public record Namespaces(
        boolean hostNetwork,
        boolean hostPid,
        boolean hostIpc,
        boolean sharedPid,
        @Nullable UserRange users) {

    public static final Namespaces POD = new Namespaces(false, false, false, false, null);
    public static final Namespaces HOST_NETWORK = new Namespaces(true, false, false, false, null);

    /** User and group 0 of the pod is {@code hostId} on the node, and so on for {@code length} ids. */
    public record UserRange(long hostId, long length) {}
}
