package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.runtime.cni.CniNetworks;
import java.nio.file.Path;

/**
 * How the runtime is set up.
 *
 * @param root where it keeps its state and images; two runtimes on one machine have different ones
 * @param program {@code runc} or {@code crun}; empty for the better one on this machine
 * @param networks where the machine's CNI networks are
 */
public record OciConfig(Path root, String program, Path networks) {
    public OciConfig {
        root = root.toAbsolutePath().normalize();
    }

    /** The usual set-up below a node's directory of runtimes. */
    public static OciConfig of(Path directory) {
        return new OciConfig(directory.resolve("oci"), "", CniNetworks.USUAL_DIRECTORY);
    }

    /** @param name {@code runc} or {@code crun}; empty for the better one on this machine */
    public OciConfig with(String name) {
        return new OciConfig(root, name, networks);
    }

    /** The images of a runtime with this root. */
    public Path images() {
        return root.resolve("images");
    }
}
