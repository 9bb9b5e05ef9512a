package io.jubernetes.proxy.service;

/** Where a connection may go. */
public record Endpoint(String address, int port) implements Comparable<Endpoint> {

    @Override
    public int compareTo(Endpoint other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }
}
