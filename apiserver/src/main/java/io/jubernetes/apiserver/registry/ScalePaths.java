package io.jubernetes.apiserver.registry;

/**
 * Where an object says what its {@code Scale} tells; dotted paths from its root.
 *
 * @param selector empty when the scale has none
 * @param deprecation what clients are told that still use it; empty when it may be used
 */
public record ScalePaths(String replicas, String statusReplicas, String selector, String deprecation) {

    /** Of the workloads that Kubernetes itself has. */
    public static final ScalePaths USUAL = new ScalePaths("spec.replicas", "status.replicas", "spec.selector", "");

    ScalePaths deprecated(String text) {
        return new ScalePaths(replicas, statusReplicas, selector, text);
    }
}
