package io.jubernetes.proxy.userspace;

import io.jubernetes.proxy.service.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Which endpoint a connection tries first, and which after that. Thread-safe. */
final class EndpointChoice {

    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Endpoint> endpoints = List.of();
    private volatile boolean byClient;

    void set(List<Endpoint> newEndpoints, boolean clientAffinity) {
        endpoints = newEndpoints;
        byClient = clientAffinity;
    }

    /** All endpoints, each once: in turn for each connection, or always the same first one for a client. */
    List<Endpoint> inOrderFor(String client) {
        List<Endpoint> all = endpoints;
        if (all.isEmpty()) {
            return all;
        }
        int first = Math.floorMod(byClient ? client.hashCode() : turn.getAndIncrement(), all.size());
        List<Endpoint> order = new ArrayList<>(all.subList(first, all.size()));
        order.addAll(all.subList(0, first));
        return order;
    }
}
