package io.jubernetes.apiserver;

import io.jubernetes.apiserver.aggregation.FrontProxy;
import io.jubernetes.apiserver.authentication.StaticTokens;
import io.jubernetes.apiserver.authorization.AuthorizationMode;
import io.jubernetes.apiserver.nodeproxy.NodeConnector;
import io.jubernetes.apiserver.token.TokenSettings;
import org.jspecify.annotations.Nullable;

/**
 * What can be set about an API server.
 *
 * @param limits bounds of what one request may take
 * @param services where Services get their addresses from
 * @param access who may do what, and by which credentials they are known
 * @param nodes how the server reaches the agents of nodes
 * @param runtime which versions are served besides those of today
 * @param frontProxy as whom it passes requests on to other API servers; null to come without a certificate
 */
public record ApiServerConfig(
        Limits limits,
        Services services,
        Access access,
        NodeConnector nodes,
        RuntimeConfig runtime,
        @Nullable FrontProxy frontProxy) {

    public static ApiServerConfig defaults() {
        return new ApiServerConfig(
                Limits.DEFAULT,
                Services.DEFAULT,
                Access.DEFAULT,
                NodeConnector.UNREACHABLE,
                RuntimeConfig.NOTHING,
                null);
    }

    public ApiServerConfig withAccess(Access newAccess) {
        return new ApiServerConfig(limits, services, newAccess, nodes, runtime, frontProxy);
    }

    public ApiServerConfig withNodes(NodeConnector newNodes) {
        return new ApiServerConfig(limits, services, access, newNodes, runtime, frontProxy);
    }

    public ApiServerConfig withFrontProxy(FrontProxy newFrontProxy) {
        return new ApiServerConfig(limits, services, access, nodes, runtime, newFrontProxy);
    }

    public ApiServerConfig withServices(Services newServices) {
        return new ApiServerConfig(limits, newServices, access, nodes, runtime, frontProxy);
    }

    public ApiServerConfig withRuntime(RuntimeConfig newRuntime) {
        return new ApiServerConfig(limits, services, access, nodes, newRuntime, frontProxy);
    }

    public ApiServerConfig withLimits(Limits newLimits) {
        return new ApiServerConfig(newLimits, services, access, nodes, runtime, frontProxy);
    }

    /**
     * @param bodyBytes how large the body of a request may be
     * @param watchHistory how many recent changes of each resource are kept in memory for watches that resume
     * @param watchQueue how many changes may wait for one slow watcher before it is sent away
     */
    public record Limits(int bodyBytes, int watchHistory, int watchQueue) {

        public static final Limits DEFAULT = new Limits(3 * 1024 * 1024, 2048, 1024);

        public Limits {
            positive("bodyBytes", bodyBytes);
            positive("watchHistory", watchHistory);
            positive("watchQueue", watchQueue);
        }
    }

    /**
     * @param clusterIpRange the CIDR that cluster IPs come from; its first address is the API server's own Service
     * @param advertiseAddress the address and port under which pods reach the API server
     */
    public record Services(
            String clusterIpRange, int firstNodePort, int lastNodePort, String advertiseAddress, int advertisePort) {

        public static final Services DEFAULT = new Services("10.96.0.0/16", 30000, 32767, "127.0.0.1", 6443);

        public Services {
            positive("firstNodePort", firstNodePort);
            if (lastNodePort < firstNodePort || lastNodePort > 65535) {
                throw new IllegalArgumentException(
                        "lastNodePort: " + lastNodePort + " (expected: " + firstNodePort + "-65535)");
            }
        }
    }

    /**
     * @param anonymous whether requests without a credential are let through as {@code system:anonymous}
     * @param staticTokens tokens that an operator wrote down; null for none
     * @param serviceAccounts how service account tokens are made; null for a key that nobody keeps, so that tokens end with the
     *     server
     * @param clusterCa the certificate authority by which clients know this server, PEM; empty when there is none
     */
    public record Access(
            AuthorizationMode mode,
            boolean anonymous,
            @Nullable StaticTokens staticTokens,
            @Nullable TokenSettings serviceAccounts,
            String clusterCa) {

        public static final Access DEFAULT = new Access(AuthorizationMode.AUTHENTICATED, true, null, null, "");

        public Access withServiceAccounts(TokenSettings settings) {
            return new Access(mode, anonymous, staticTokens, settings, clusterCa);
        }

        public Access withMode(AuthorizationMode newMode) {
            return new Access(newMode, anonymous, staticTokens, serviceAccounts, clusterCa);
        }
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
