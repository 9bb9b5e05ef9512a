package io.jubernetes.jube.cluster;

import io.jubernetes.kubelet.KubeletConfig;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * How a node agent is set up.
 *
 * @param directory where the node keeps pods, volumes and logs
 * @param runtime as the flag {@code --runtime} names it
 * @param endpoint the socket of a CRI runtime; empty to look at the usual places
 * @param podCidr the range of its pods' addresses
 * @param apiPort where the agent answers logs and exec; 0 takes any free port
 * @param nodeIp the address that other nodes reach this one at; empty to find out
 * @param bindAddress where it listens for that
 * @param policy what the node's owner wants to be different from the usual
 */
public record NodeSettings(
        String name,
        Path directory,
        String runtime,
        String endpoint,
        String podCidr,
        int apiPort,
        String nodeIp,
        String bindAddress,
        UnaryOperator<KubeletConfig> policy) {}
