package io.jubernetes.kubelet.network;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.jubernetes.kubelet.host.Ipv4Range;
import java.util.List;
import java.util.Optional;

/**
 * Another node, as far as its pods have to be reached.
 *
 * @param address the node's own, where its pods' packets are sent
 * @param pods the range of its pods' addresses
 */
record Peer(String address, Ipv4Range pods) {

    /** Empty for a node that has no IPv4 address or no range yet. */
    static Optional<Peer> of(Node node) {
        String range = node.getSpec() == null ? null : node.getSpec().getPodCIDR();
        if (range == null || node.getStatus() == null || node.getStatus().getAddresses() == null) {
            return Optional.empty();
        }
        List<NodeAddress> addresses = node.getStatus().getAddresses();
        return addresses.stream()
                .filter(a -> "InternalIP".equals(a.getType()) && a.getAddress().indexOf(':') < 0)
                .findFirst()
                .flatMap(a -> of(a.getAddress(), range));
    }

    private static Optional<Peer> of(String address, String range) {
        try {
            Ipv4Range.address(address);
            return Optional.of(new Peer(address, Ipv4Range.parse(range)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
