package io.jubernetes.kubelet.runtime;

/** A runtime's name and version, as a node's {@code containerRuntimeVersion} shows them. */
public record RuntimeVersion(String name, String version) {
    @Override
    public String toString() {
        return name + "://" + version;
    }
}
