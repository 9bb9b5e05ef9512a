package io.jubernetes.jube.command;

import io.jubernetes.jube.cluster.Lifecycle;
import io.jubernetes.jube.cluster.NodeAgent;
import io.jubernetes.jube.cluster.ProxyAgent;
import io.jubernetes.jube.cluster.ServiceRange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jube agent}: a node of a control plane that runs elsewhere, its agent and its service proxy in one process. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Runs a node: its agent and its service proxy in one process.")
public final class AgentCommand implements Callable<Integer> {

    @Mixin
    private ComponentOptions component = new ComponentOptions();

    @Mixin
    private RemoteNode node = new RemoteNode();

    @Override
    public Integer call() throws Exception {
        return component.run("agent", (cluster, environment) -> {
            Lifecycle lifecycle = new Lifecycle();
            NodeAgent agent = lifecycle.started("node", node.start(cluster, environment));
            ServiceRange services = ProxyAgent.hasKernelDataplane() ? ServiceRange.USUAL : ServiceRange.LOOPBACK;
            ProxyAgent proxy =
                    lifecycle.started("proxy", ProxyAgent.start(node.name(), services, cluster.client(), environment));
            System.out.println("  " + agent.explanation());
            System.out.println("  services: " + proxy.explanation());
            return lifecycle;
        });
    }
}
