package io.jubernetes.kubelet.network;

import io.fabric8.kubernetes.api.model.Node;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.informer.InformerFactory;
import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.host.Ipv4Range;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this machine's routes and its masquerading in step with the cluster's nodes. What it has made outlives the agent, like the
 * pods; {@link #release} takes it away. All names are made from the node's directory, so that several nodes live on one machine.
 */
public final class NodeNetwork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeNetwork.class);

    /** Somebody else may have changed the machine's routes. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private static final Key ALL = new Key("", "nodes");

    private final String nodeName;
    private final InformerFactory informers;
    private final Informer<Node> nodes;
    private final Controller controller;
    private final HostRoutes routes;
    private final Masquerade masquerade;
    private volatile @Nullable Ipv4Range own;
    private @Nullable RoutePlan applied;

    /** @param directory the node's own, where it is written down what was made */
    public NodeNetwork(Environment environment, ApiClient client, String nodeName, Path directory) {
        this.nodeName = nodeName;
        this.routes = routes(directory);
        this.masquerade = masquerade(directory);
        this.informers = new InformerFactory(environment, client);
        this.nodes = informers.informerFor(Node.class);
        this.controller = new Controller("node-network", environment, _ -> reconcile(), 1);
        nodes.addHandler(ChangeHandler.of(_ -> controller.enqueue(ALL)));
    }

    /** Begins, or goes on with another range of this node's pods. */
    public void start(String podCidr) {
        boolean first = own == null;
        own = Ipv4Range.parse(podCidr);
        if (first) {
            informers.startAll();
            controller.start();
        }
        controller.enqueue(ALL);
    }

    /** Ends following the cluster. */
    @Override
    public void close() {
        controller.close();
        informers.close();
    }

    /** Takes away what a node has made in this machine's network. Nothing happens when it has made nothing. */
    public static void release(Path directory) throws IOException, InterruptedException {
        routes(directory).release();
        masquerade(directory).release();
    }

    private Result reconcile() throws IOException, InterruptedException {
        informers.awaitAllSynced();
        Ipv4Range range = Objects.requireNonNull(own);
        List<Peer> peers = nodes.list().stream()
                .filter(n -> !n.getMetadata().getName().equals(nodeName))
                .map(Peer::of)
                .flatMap(Optional::stream)
                .toList();
        RoutePlan plan = RoutePlan.of(range, peers, LocalNetworks.read());
        if (!plan.equals(applied)) {
            LOG.info(
                    "Routes to other nodes' pods: node={} direct={} tunnelled={}",
                    nodeName,
                    plan.direct(),
                    plan.tunnelled());
        }
        masquerade.apply(range, peers.stream().map(Peer::pods).toList());
        routes.apply(range, plan);
        applied = plan;
        return Result.requeueAfter(LOOK_AGAIN);
    }

    private static HostRoutes routes(Path directory) {
        return new HostRoutes(
                new Commands(), directory.resolve("routes"), "jvx" + key(directory), "jubernetes " + directory);
    }

    private static Masquerade masquerade(Path directory) {
        return new Masquerade(new Commands(), "jubernetes-pods-" + key(directory));
    }

    private static String key(Path directory) {
        CRC32 sum = new CRC32();
        sum.update(directory.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
