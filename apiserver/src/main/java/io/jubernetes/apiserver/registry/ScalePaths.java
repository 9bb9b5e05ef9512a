package io.jubernetes.apiserver.registry;

/**
 * Where an object says what its {@code Scale} tells; dotted paths from its root.
 *
 * @param selector empty when the scale has none
 */
public record ScalePaths(String replicas, String statusReplicas, String selector) {

    /** Of the workloads that Kubernetes itself has. */
    public static final ScalePaths USUAL = new ScalePaths("spec.replicas", "status.replicas", "spec.selector");
}
