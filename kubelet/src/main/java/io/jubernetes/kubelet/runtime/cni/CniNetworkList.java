package io.jubernetes.kubelet.runtime.cni;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A network: plugins that are called in this order to add a pod, and backwards to take it away.
 *
 * @param version of the specification
 * @param checks whether the network allows {@code CHECK}
 */
public record CniNetworkList(String name, String version, boolean checks, List<ObjectNode> plugins) {
    public CniNetworkList {
        plugins = List.copyOf(plugins);
    }

    /** Whether its plugins understand {@code CHECK}, which came with 0.4. */
    boolean canCheck() {
        return checks && !version.startsWith("0.1") && !version.startsWith("0.2") && !version.startsWith("0.3");
    }
}
