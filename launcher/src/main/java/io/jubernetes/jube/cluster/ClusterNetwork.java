package io.jubernetes.jube.cluster;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The address ranges of a cluster. Chosen once, free of those that the machine already uses, and kept in the data directory: the
 * cluster's objects hold addresses of them.
 *
 * @param pods a /16 of which each node gets a /24, in the form {@code 10.244}
 */
public record ClusterNetwork(String pods, ServiceRange services) {

    private static final int FIRST_PODS = 244;
    private static final int FIRST_SERVICES = 96;
    private static final int CHOICES = 11;

    /** The pod range of the node with this number, counted from 0. */
    public String podCidr(int node) {
        return pods + "." + node + ".0/24";
    }

    /** What the directory says, or the usual ranges when it says nothing. */
    public static ClusterNetwork of(DataDirectory data) throws IOException {
        Path file = file(data);
        if (!Files.exists(file)) {
            return new ClusterNetwork("10." + FIRST_PODS, ServiceRange.USUAL);
        }
        List<String> lines = Files.readAllLines(file);
        return new ClusterNetwork(lines.get(0), new ServiceRange(lines.get(1)));
    }

    /**
     * The ranges of the cluster, chosen now if it has none yet.
     *
     * @param privileged whether this process may program the kernel's packet rules
     * @param wantedServices null to choose
     */
    public static ClusterNetwork choose(DataDirectory data, boolean privileged, @Nullable ServiceRange wantedServices)
            throws IOException {
        if (Files.exists(file(data))) {
            ClusterNetwork known = of(data);
            return wantedServices == null ? known : new ClusterNetwork(known.pods(), wantedServices);
        }
        Set<String> used = usedPrefixes();
        int choice = 0;
        while (choice < CHOICES - 1 && used.contains("10." + (FIRST_PODS + choice))) {
            choice++;
        }
        ServiceRange free = new ServiceRange((privileged ? "10." : "127.") + (FIRST_SERVICES + choice) + ".0.0/16");
        ClusterNetwork chosen =
                new ClusterNetwork("10." + (FIRST_PODS + choice), wantedServices == null ? free : wantedServices);
        Files.write(file(data), List.of(chosen.pods(), chosen.services().cidr()));
        return chosen;
    }

    private static Path file(DataDirectory data) {
        return data.root().resolve("network");
    }

    /** The first two bytes of each address that this machine has. */
    private static Set<String> usedPrefixes() throws IOException {
        Set<String> prefixes = new HashSet<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            each.getInterfaceAddresses().forEach(address -> {
                String[] parts = address.getAddress().getHostAddress().split("\\.");
                if (parts.length == 4) {
                    prefixes.add(parts[0] + "." + parts[1]);
                }
            });
        }
        return prefixes;
    }
}
