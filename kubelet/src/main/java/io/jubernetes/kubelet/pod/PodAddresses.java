package io.jubernetes.kubelet.pod;

import java.util.List;

/** Where a pod is reached: its own addresses, empty while it has none, and its node's. */
public record PodAddresses(List<String> podIps, String hostIp) {

    public PodAddresses {
        podIps = List.copyOf(podIps);
    }

    /** The first address; empty while there is none. */
    public String podIp() {
        return podIps.isEmpty() ? "" : podIps.getFirst();
    }
}
