package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.pod.Pods;

/** Whose names a pod resolves. */
enum PodDnsPolicy {
    CLUSTER,
    NODE,
    NONE;

    /** @param clusterHasServers without them pods ask whom the node asks */
    static PodDnsPolicy of(Pod pod, boolean clusterHasServers) {
        return switch (pod.getSpec().getDnsPolicy()) {
            case "None" -> NONE;
            case "Default" -> NODE;
            case "ClusterFirstWithHostNet" -> clusterHasServers ? CLUSTER : NODE;
            case null, default -> clusterHasServers && !Pods.hostNetwork(pod) ? CLUSTER : NODE;
        };
    }
}
