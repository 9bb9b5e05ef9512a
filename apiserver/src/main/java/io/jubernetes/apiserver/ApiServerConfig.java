package io.jubernetes.apiserver;

/**
 * What can be set about an API server.
 *
 * @param limits bounds of what one request may take
 * @param services where Services get their addresses from
 */
public record ApiServerConfig(Limits limits, Services services) {

    public static ApiServerConfig defaults() {
        return new ApiServerConfig(Limits.DEFAULT, Services.DEFAULT);
    }

    public ApiServerConfig withServices(Services newServices) {
        return new ApiServerConfig(limits, newServices);
    }

    public ApiServerConfig withLimits(Limits newLimits) {
        return new ApiServerConfig(newLimits, services);
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

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
