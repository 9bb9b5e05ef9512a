package io.jubernetes.jube.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The range of Services' virtual addresses.
 *
 * @param cidr for instance {@code 10.96.0.0/16}
 */
public record ServiceRange(String cidr) {

    /** As upstream's kubeadm has it. */
    public static final ServiceRange USUAL = new ServiceRange("10.96.0.0/16");

    /** Addresses that a process without root can listen on, on Linux. */
    public static final ServiceRange LOOPBACK = new ServiceRange("127.96.0.0/16");

    public ServiceRange {
        if (!cidr.matches("\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}")) {
            throw new IllegalArgumentException(
                    "service-cluster-ip-range: " + cidr + " (expected: an IPv4 range such as 10.96.0.0/16)");
        }
    }

    /** The first address: that of Service default/kubernetes. */
    public String firstAddress() {
        try {
            byte[] network =
                    InetAddress.getByName(cidr.substring(0, cidr.indexOf('/'))).getAddress();
            network[network.length - 1]++;
            return InetAddress.getByAddress(network).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("service-cluster-ip-range: " + cidr, e);
        }
    }
}
