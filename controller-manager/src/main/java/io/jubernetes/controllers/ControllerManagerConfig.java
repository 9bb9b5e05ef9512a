package io.jubernetes.controllers;

import io.jubernetes.controllers.certificate.CertificateSigner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the controllers run.
 *
 * @param workers how many keys each controller works on at a time
 * @param rootCaPem the certificate authority that pods trust the API server by; empty: none is published
 * @param signer signs the certificates that are asked for; null: none are
 * @param clusterCidr the IPv4 range that nodes get their pods' ranges from; empty: they bring them
 * @param nodeGracePeriod how long a node may stay silent before it counts as lost
 * @param terminatedPodThreshold how many ended pods are kept before the oldest go; 0: all are kept
 */
public record ControllerManagerConfig(
        int workers,
        String rootCaPem,
        @Nullable CertificateSigner signer,
        String clusterCidr,
        Duration nodeGracePeriod,
        int terminatedPodThreshold) {

    /** For a laptop. */
    public static final ControllerManagerConfig DEFAULT =
            new ControllerManagerConfig(2, "", null, "", Duration.ofSeconds(40), 12500);

    public ControllerManagerConfig {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers + " (expected: >= 1)");
        }
        if (nodeGracePeriod.isNegative() || nodeGracePeriod.isZero()) {
            throw new IllegalArgumentException("nodeGracePeriod: " + nodeGracePeriod + " (expected: > 0)");
        }
    }

    public ControllerManagerConfig withRootCa(String pem) {
        return new ControllerManagerConfig(workers, pem, signer, clusterCidr, nodeGracePeriod, terminatedPodThreshold);
    }

    public ControllerManagerConfig withSigner(@Nullable CertificateSigner newSigner) {
        return new ControllerManagerConfig(
                workers, rootCaPem, newSigner, clusterCidr, nodeGracePeriod, terminatedPodThreshold);
    }

    public ControllerManagerConfig withNodeGracePeriod(Duration period) {
        return new ControllerManagerConfig(workers, rootCaPem, signer, clusterCidr, period, terminatedPodThreshold);
    }

    public ControllerManagerConfig withClusterCidr(String cidr) {
        return new ControllerManagerConfig(workers, rootCaPem, signer, cidr, nodeGracePeriod, terminatedPodThreshold);
    }
}
