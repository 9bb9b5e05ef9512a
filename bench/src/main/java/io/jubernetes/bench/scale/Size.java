package io.jubernetes.bench.scale;

import java.time.Duration;

/**
 * How large the cluster is.
 *
 * @param rest how long the machine is watched when all is done
 */
record Size(int nodes, int pods, int services, Duration rest) {

    private static final int NODES_OF_A_NAMESPACE = 100;

    /** As upstream's load test has it. */
    int namespaces() {
        return Math.max(1, nodes / NODES_OF_A_NAMESPACE);
    }

    /** Pods of each Deployment; each has a Service. */
    int replicas() {
        return pods / services;
    }

    String namespace(int number) {
        return "scale-" + number % namespaces();
    }
}
