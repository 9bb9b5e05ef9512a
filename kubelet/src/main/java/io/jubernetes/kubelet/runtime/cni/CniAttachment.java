package io.jubernetes.kubelet.runtime.cni;

import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import io.jubernetes.kubelet.runtime.SandboxConfig.PortMapping;
import java.nio.file.Path;
import java.util.List;

/**
 * A sandbox's place in a network.
 *
 * @param sandboxId unique on the node
 * @param namespace its network namespace, a file
 * @param ports of the node that lead to the pod
 * @param podCidr the node's range of addresses, for plugins that take one; empty when it is not known
 */
public record CniAttachment(
        String sandboxId, Path namespace, PodIdentity pod, List<PortMapping> ports, String podCidr) {
    public CniAttachment {
        ports = List.copyOf(ports);
    }
}
