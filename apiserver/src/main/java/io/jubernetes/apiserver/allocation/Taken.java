package io.jubernetes.apiserver.allocation;

import java.util.ArrayList;
import java.util.List;

/** What one write has taken from the pools so far. */
final class Taken {

    private final ServicePools pools;
    private final List<String> addresses = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    Taken(ServicePools pools) {
        this.pools = pools;
    }

    List<String> addresses() {
        return List.copyOf(addresses);
    }

    void address(String address) {
        addresses.add(address);
    }

    void port(int port) {
        ports.add(port);
    }

    boolean hasPort(int port) {
        return ports.contains(port);
    }

    void giveBack() {
        addresses.forEach(pools::giveBackAddress);
        ports.forEach(pools::giveBackPort);
        addresses.clear();
        ports.clear();
    }

    /** The write was committed: what was taken is stored. */
    void settle() {
        addresses.forEach(pools::storeAddress);
        ports.forEach(pools::storePort);
    }
}
