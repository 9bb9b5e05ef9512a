package io.jubernetes.scheduler.framework;

/** Something that happened in the cluster and may make room for a pod that found none. */
public enum ClusterEvent {
    NODE_ADDED,
    NODE_ALLOCATABLE_CHANGED,
    NODE_LABELS_CHANGED,
    /** Taints, or whether the node takes new pods at all. */
    NODE_TAINTS_CHANGED,
    /** A pod left its node: deleted, or it came to its end. */
    POD_LEFT_NODE,
    /** A pod on a node asks for less, or has other labels. */
    POD_ON_NODE_CHANGED
}
