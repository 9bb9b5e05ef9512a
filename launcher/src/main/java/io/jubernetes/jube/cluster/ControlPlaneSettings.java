package io.jubernetes.jube.cluster;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a control plane is set up.
 *
 * @param address where the API is served; port 0 takes any free one
 * @param services the range of Services' addresses
 * @param localSocket where the API is served to this user's processes and root's; null for nowhere
 */
public record ControlPlaneSettings(
        DataDirectory data,
        InetSocketAddress address,
        ServiceRange services,
        @Nullable Path localSocket) {}
