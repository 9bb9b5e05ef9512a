package io.jubernetes.proxy.service;

import java.util.List;

/**
 * One port of one Service.
 *
 * @param name {@code namespace/service:port}, unique
 * @param clusterIps its virtual addresses
 * @param nodePort 0 when it has none
 * @param clientAffinity whether one client always gets the same endpoint
 * @param internal endpoints for connections to the cluster addresses, sorted
 * @param external endpoints for connections from outside, sorted
 * @param masquerade whether outside connections carry this node's address on; false keeps the client's address
 */
public record ServicePort(
        String name,
        List<String> clusterIps,
        Protocol protocol,
        int port,
        int nodePort,
        boolean clientAffinity,
        List<Endpoint> internal,
        List<Endpoint> external,
        boolean masquerade) {

    public ServicePort {
        clusterIps = List.copyOf(clusterIps);
        internal = List.copyOf(internal);
        external = List.copyOf(external);
    }
}
