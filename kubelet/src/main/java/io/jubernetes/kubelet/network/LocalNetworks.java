package io.jubernetes.kubelet.network;

import io.jubernetes.kubelet.host.Ipv4Range;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** The IPv4 networks that this machine is part of. */
record LocalNetworks(List<Attached> networks) {

    LocalNetworks {
        networks = List.copyOf(networks);
    }

    /**
     * An address of this machine.
     *
     * @param bits how much of it all machines of the same network have in common
     */
    record Attached(String address, int bits) {
        private boolean reaches(String other) {
            int mask = bits == 0 ? 0 : -1 << (Integer.SIZE - bits);
            return ((Ipv4Range.address(address) ^ Ipv4Range.address(other)) & mask) == 0;
        }
    }

    /** As they are now. */
    static LocalNetworks read() throws SocketException {
        List<Attached> found = new ArrayList<>();
        for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
            for (InterfaceAddress each : card.isUp() ? card.getInterfaceAddresses() : List.<InterfaceAddress>of()) {
                if (each.getAddress() instanceof Inet4Address address) {
                    found.add(new Attached(address.getHostAddress(), each.getNetworkPrefixLength()));
                }
            }
        }
        return new LocalNetworks(found);
    }

    /** Whether an address is this machine's own: several nodes may share one. */
    boolean isOwn(String address) {
        return networks.stream().anyMatch(n -> n.address().equals(address));
    }

    /** Whether packets get there without a router in between. */
    boolean isNeighbour(String address) {
        return networks.stream().anyMatch(n -> n.reaches(address));
    }
}
