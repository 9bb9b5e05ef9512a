package io.jubernetes.scheduler.framework;

/** Kinds of {@link Change}. */
public enum ClusterEvent {
    NODE_ADDED,
    NODE_ALLOCATABLE_CHANGED,
    NODE_LABELS_CHANGED,
    /** Taints, or whether the node takes new pods at all. */
    NODE_TAINTS_CHANGED,
    /** A pod came to be on a node. */
    POD_ON_NODE_ADDED,
    /** A pod left its node: deleted, or it came to its end. */
    POD_LEFT_NODE,
    /** A pod on a node asks for less, or has other labels. */
    POD_ON_NODE_CHANGED,
    /** Claims, volumes, storage classes, or what a node can attach. */
    STORAGE_CHANGED,
    /** Devices that can be claimed, or claims for them. */
    DEVICES_CHANGED
}
