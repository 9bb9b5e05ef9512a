package io.jubernetes.jube.command;

import io.jubernetes.jube.cluster.NodeAgent;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jube kubelet}: the node agent as a process of its own. */
@Command(name = "kubelet", mixinStandardHelpOptions = true, description = "Runs the node agent alone.")
public final class KubeletCommand implements Callable<Integer> {

    @Mixin
    private ComponentOptions component = new ComponentOptions();

    @Mixin
    private RemoteNode node = new RemoteNode();

    @Override
    public Integer call() throws Exception {
        return component.run("kubelet", (cluster, environment) -> {
            NodeAgent agent = node.start(cluster, environment);
            System.out.println("  " + agent.explanation());
            return agent;
        });
    }
}
