package io.jubernetes.jube.command;

import io.jubernetes.jube.cluster.ClusterPki;
import io.jubernetes.jube.cluster.ProxyAgent;
import io.jubernetes.jube.cluster.ServiceRange;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jube proxy}: the service proxy of this machine as a process of its own. */
@Command(name = "proxy", mixinStandardHelpOptions = true, description = "Runs the service proxy of this machine alone.")
public final class ProxyCommand implements Callable<Integer> {

    @Mixin
    private ComponentOptions component = new ComponentOptions();

    @Option(
            names = "--hostname-override",
            paramLabel = "NAME",
            description = "The node's name (default: this machine's).")
    @Nullable
    private String nodeName;

    @Option(
            names = "--service-cluster-ip-range",
            paramLabel = "CIDR",
            description = "As the API server was told (default: 10.96.0.0/16; 127.96.0.0/16 without root).")
    @Nullable
    private String range;

    @Override
    public Integer call() throws Exception {
        return component.run("proxy", (cluster, environment) -> {
            ServiceRange usual = ProxyAgent.hasKernelDataplane() ? ServiceRange.USUAL : ServiceRange.LOOPBACK;
            String node = nodeName == null ? ClusterPki.hostName() : nodeName;
            ServiceRange services = range == null ? usual : new ServiceRange(range);
            return ProxyAgent.start(node, services, cluster.client(), environment);
        });
    }
}
