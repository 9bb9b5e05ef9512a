package io.jubernetes.kubelet.runtime.hollow;

import java.util.concurrent.atomic.AtomicInteger;

/** Addresses for pretended pods, one after the other. */
final class HollowAddresses {

    private static final int FIRST = 2;

    private final AtomicInteger next = new AtomicInteger(FIRST);
    private volatile int network = 10 << 24;
    private volatile int size = 1 << 24;

    /** @param cidr an IPv4 range, {@code 10.244.1.0/24} */
    void configure(String cidr) {
        String[] parts = cidr.split("[./]");
        int address = 0;
        for (int i = 0; i < 4; i++) {
            address = address << 8 | Integer.parseInt(parts[i]);
        }
        network = address;
        size = 1 << (32 - Integer.parseInt(parts[4]));
    }

    String next() {
        int address = network + FIRST + Math.floorMod(next.getAndIncrement() - FIRST, size - FIRST - 1);
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }
}
