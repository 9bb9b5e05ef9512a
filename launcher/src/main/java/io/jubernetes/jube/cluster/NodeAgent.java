package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.kubelet.Kubelet;
import io.jubernetes.kubelet.KubeletConfig;
import io.jubernetes.kubelet.RuntimeChoice;
import io.jubernetes.kubelet.RuntimeSettings;
import io.jubernetes.kubelet.api.NodeApiAccess;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.transport.server.HttpServer;
import io.jubernetes.transport.server.ServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A kubelet with its runtime and its socket. Stopping it leaves the pods running. */
public final class NodeAgent implements AutoCloseable {

    private final String explanation;
    private final Lifecycle lifecycle;

    private NodeAgent(String explanation, Lifecycle lifecycle) {
        this.explanation = explanation;
        this.lifecycle = lifecycle;
    }

    /**
     * Starts a node agent. The runtime starts first, because the kubelet asks it what still runs; the socket before the kubelet,
     * because the node's status tells its port.
     */
    public static NodeAgent start(
            NodeSettings settings, NodeIdentity identity, ApiClient client, Environment environment)
            throws IOException, InterruptedException {
        Lifecycle lifecycle = new Lifecycle();
        try {
            RuntimeChoice choice = choose(settings, environment);
            lifecycle.started("runtime", choice.runtime());
            choice.runtime().start();
            LateHandler handler = new LateHandler();
            HttpServer socket = lifecycle.started(
                    "node-api",
                    HttpServer.start(
                            ServerConfig.https(
                                    new InetSocketAddress(settings.bindAddress(), settings.apiPort()),
                                    identity.server(),
                                    identity.clientCaPem()),
                            handler,
                            environment));
            KubeletConfig config = settings.policy()
                    .apply(KubeletConfig.of(settings.name(), settings.directory())
                            .withPodCidr(settings.podCidr())
                            .withNodeIp(settings.nodeIp())
                            .withApiPort(socket.port()));
            Kubelet kubelet = lifecycle.started("kubelet", new Kubelet(config, environment, client, choice.runtime()));
            handler.set(new NodeApiAccess(kubelet.nodeApi(), client, settings.name()));
            kubelet.start();
            return new NodeAgent(choice.reason(), lifecycle);
        } catch (IOException | RuntimeException e) {
            lifecycle.close();
            throw e;
        }
    }

    private static RuntimeChoice choose(NodeSettings settings, Environment environment) throws InterruptedException {
        try {
            RuntimeSettings runtime = new RuntimeSettings(settings.directory().resolve("runtime"), settings.endpoint());
            return RuntimeChoice.of(settings.runtime(), runtime, environment);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("--" + e.getMessage());
        } catch (RuntimeFailure e) {
            throw new CommandFailedException("--runtime: " + settings.runtime() + ": " + e.text());
        }
    }

    /** Which runtime was chosen, and why. */
    public String explanation() {
        return explanation;
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
