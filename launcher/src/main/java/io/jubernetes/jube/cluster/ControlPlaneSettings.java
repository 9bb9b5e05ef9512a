package io.jubernetes.jube.cluster;

import io.jubernetes.apiserver.RuntimeConfig;
import io.jubernetes.apiserver.authorization.AuthorizationMode;
import io.jubernetes.kvstore.HistoryLimit;
import io.jubernetes.kvstore.etcd.EtcdStoreConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a control plane is set up.
 *
 * @param address where the API is served; port 0 takes any free one
 * @param services the range of Services' addresses
 * @param localSocket where the API is served to this user's processes and root's; null for nowhere
 * @param history how much of what was replaced or deleted is kept
 * @param etcd where objects are kept; null keeps them in the data directory
 * @param runtime which versions of the API are served besides those of today
 * @param authorization who may do what
 */
public record ControlPlaneSettings(
        DataDirectory data,
        InetSocketAddress address,
        ServiceRange services,
        @Nullable Path localSocket,
        HistoryLimit.Bounds history,
        @Nullable EtcdStoreConfig etcd,
        RuntimeConfig runtime,
        AuthorizationMode authorization) {}
