package io.jubernetes.jube.command;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.jube.cluster.ClusterPki;
import io.jubernetes.jube.cluster.ControlPlane;
import io.jubernetes.jube.cluster.DataDirectory;
import io.jubernetes.jube.cluster.Lifecycle;
import io.jubernetes.jube.cluster.NodeAgent;
import io.jubernetes.jube.cluster.NodeIdentity;
import io.jubernetes.jube.cluster.NodeSettings;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.jube.console.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Nodes in the same process as their control plane. */
final class Cluster {

    private static final String NODE_GROUP = "system:nodes";
    private static final int USUAL_NODE_PORT = 10_250;
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final ControlPlane plane;
    private final SystemEnvironment environment;
    private final Lifecycle lifecycle;

    Cluster(ControlPlane plane, SystemEnvironment environment, Lifecycle lifecycle) {
        this.plane = plane;
        this.environment = environment;
        this.lifecycle = lifecycle;
    }

    /** Starts the agent of a node. @return which runtime was chosen, and why */
    String startNode(String name, String podCidr, NodeOptions options, DataDirectory data)
            throws IOException, InterruptedException {
        ClusterPki pki = plane.pki();
        String address = InetAddress.getLocalHost().getHostAddress();
        NodeIdentity identity = new NodeIdentity(pki.nodeServer(name, List.of("127.0.0.1", address)), pki.caPem());
        ApiClient client = plane.client("system:node:" + name, NODE_GROUP, "system:authenticated");
        NodeSettings settings = new NodeSettings(
                name,
                data.node(name),
                options.runtime(),
                options.runtimeEndpoint(),
                podCidr,
                nodePort(),
                "",
                "0.0.0.0",
                options.settings());
        return lifecycle
                .started("node " + name, NodeAgent.start(settings, identity, client, environment))
                .explanation();
    }

    /** Waits until all nodes are ready, telling the person at the terminal what is waited for. */
    void awaitReady(List<String> names, Console console) throws InterruptedException {
        long started = environment.nanoTime();
        long told = started;
        ApiClient client = plane.client("system:apiserver", "system:masters", "system:authenticated");
        for (String name : names) {
            while (!isReady(client.resources(Node.class).find(null, name))) {
                environment.sleep(Duration.ofMillis(10));
                long now = environment.nanoTime();
                if (now - told > Duration.ofSeconds(1).toNanos()) {
                    console.progress("waiting for node " + name + " to become ready ...");
                    told = now;
                }
                if (now - started > READY_WITHIN.toNanos()) {
                    throw new CommandFailedException("node " + name + " did not become ready within "
                            + READY_WITHIN.toSeconds() + " s; the log says why");
                }
            }
        }
    }

    private static boolean isReady(Optional<Node> node) {
        if (node.isEmpty() || node.get().getStatus() == null) {
            return false;
        }
        for (NodeCondition condition : node.get().getStatus().getConditions()) {
            if ("Ready".equals(condition.getType())) {
                return "True".equals(condition.getStatus());
            }
        }
        return false;
    }

    /** Upstream's port when it is free here, so that tools which expect it find it. */
    private static int nodePort() {
        try (var probe = new java.net.ServerSocket(USUAL_NODE_PORT)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            return 0; // taken, by another node of this machine for instance
        }
    }
}
