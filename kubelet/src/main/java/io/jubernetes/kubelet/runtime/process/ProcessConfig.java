package io.jubernetes.kubelet.runtime.process;

import java.nio.file.Path;

/**
 * How the process runtime is set up.
 *
 * @param root where it keeps its state; two runtimes on one machine have different ones
 * @param unprivileged do without root's rights even when they are there
 * @param namespaces use namespaces where they work; without them a container is a mere session of the host
 */
public record ProcessConfig(Path root, boolean unprivileged, boolean namespaces) {

    public ProcessConfig {
        root = root.toAbsolutePath().normalize();
    }

    public ProcessConfig(Path root, boolean unprivileged) {
        this(root, unprivileged, true);
    }
}
