package io.jubernetes.jube.cluster;

import java.net.InetSocketAddress;

/**
 * How a control plane is set up.
 *
 * @param address where the API is served; port 0 takes any free one
 * @param services the range of Services' addresses
 */
public record ControlPlaneSettings(DataDirectory data, InetSocketAddress address, ServiceRange services) {}
