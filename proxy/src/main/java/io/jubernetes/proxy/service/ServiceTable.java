package io.jubernetes.proxy.service;

import java.util.List;

/** All services of the cluster as one node sees them, sorted by name. */
public record ServiceTable(List<ServicePort> ports) {

    public static final ServiceTable EMPTY = new ServiceTable(List.of());

    public ServiceTable {
        ports = List.copyOf(ports);
    }
}
