package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.proxy.Dataplane;
import io.jubernetes.proxy.ProxyConfig;
import io.jubernetes.proxy.ServiceProxy;
import io.jubernetes.proxy.nftables.NftablesDataplane;
import io.jubernetes.proxy.userspace.UserspaceDataplane;

/** The service proxy of this machine with the dataplane that works here. */
public final class ProxyAgent implements AutoCloseable {

    private final ServiceProxy proxy;
    private final Dataplane dataplane;

    private ProxyAgent(ServiceProxy proxy, Dataplane dataplane) {
        this.proxy = proxy;
        this.dataplane = dataplane;
    }

    /** Whether packet rules of the kernel can be used here. */
    public static boolean hasKernelDataplane() throws InterruptedException {
        return NftablesDataplane.isAvailable();
    }

    /** @param services the range of Services' addresses */
    public static ProxyAgent start(String node, ServiceRange services, ApiClient client, Environment environment)
            throws InterruptedException {
        Dataplane dataplane = hasKernelDataplane()
                ? new NftablesDataplane(table(services), services.cidr())
                : new UserspaceDataplane(environment);
        ServiceProxy proxy = new ServiceProxy(ProxyConfig.of(node), environment, client, dataplane);
        proxy.start();
        return new ProxyAgent(proxy, dataplane);
    }

    public String explanation() {
        return dataplane.description();
    }

    /** Stops following the cluster. Rules of the kernel stay, as the pods do; sockets of this process are gone with it. */
    @Override
    public void close() {
        proxy.close();
    }

    /** Takes back the rules that a proxy of this range may have left. */
    public static void removeLeftovers(ServiceRange services) throws InterruptedException {
        if (hasKernelDataplane()) {
            new NftablesDataplane(table(services), services.cidr()).close();
        }
    }

    /** Clusters with different service ranges can share a machine. */
    private static String table(ServiceRange services) {
        return "jubernetes-" + services.cidr().replace('.', '-').replace('/', '-');
    }
}
