package io.jubernetes.controllers.nodeipam;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's range of IPv4 addresses, cut into ranges of the same size for nodes.
 *
 * @param first address, as a number
 * @param bits of the cluster's mask
 * @param nodeBits of the nodes' masks
 */
record NodeRanges(long first, int bits, int nodeBits) {

    /** @throws IllegalArgumentException when it is no range of IPv4 addresses, or too small */
    static NodeRanges of(String clusterCidr, int nodeBits) {
        String[] parts = clusterCidr.split("[./]");
        if (!clusterCidr.matches("\\d+\\.\\d+\\.\\d+\\.\\d+/\\d+") || Integer.parseInt(parts[4]) > nodeBits) {
            throw new IllegalArgumentException(
                    "clusterCidr: " + clusterCidr + " (expected: IPv4 with a mask of at most /" + nodeBits + ")");
        }
        long address = 0;
        for (int i = 0; i < 4; i++) {
            address = address << 8 | Integer.parseInt(parts[i]);
        }
        int bits = Integer.parseInt(parts[4]);
        return new NodeRanges(address >> (32 - bits) << (32 - bits), bits, nodeBits);
    }

    /** The first range that no node has; null when all are taken. */
    @Nullable
    String next(Collection<String> taken) {
        Set<String> used = new HashSet<>(taken);
        for (long i = 0; i < 1L << (nodeBits - bits); i++) {
            String range = range(first + (i << (32 - nodeBits)));
            if (!used.contains(range)) {
                return range;
            }
        }
        return null;
    }

    private String range(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255)
                + "/" + nodeBits;
    }
}
