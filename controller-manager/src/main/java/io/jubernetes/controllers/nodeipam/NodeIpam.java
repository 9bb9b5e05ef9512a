package io.jubernetes.controllers.nodeipam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Node;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Gives nodes that come without a range of pods' addresses one of the cluster's. */
public final class NodeIpam implements Reconciler {

    private static final int NODE_BITS = 24;

    private final Informer<Node> nodes;
    private final ResourceClient<Node> client;
    private final EventRecorder events;
    private final NodeRanges ranges;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock; by the node's name, what the cache may not show yet
    private final TreeMap<String, String> given = new TreeMap<>();

    private NodeIpam(ControllerContext context, EventRecorder events, NodeRanges ranges) {
        this.nodes = context.informers().informerFor(Node.class);
        this.client = context.client().resources(Node.class);
        this.events = events;
        this.ranges = ranges;
    }

    /** @param clusterCidr of IPv4, cut into ranges of 256 addresses */
    public static Part create(ControllerContext context, String clusterCidr) {
        EventRecorder events = context.events("cidrAllocator");
        NodeIpam ipam = new NodeIpam(context, events, NodeRanges.of(clusterCidr, NODE_BITS));
        Controller controller = context.controller("nodeipam", ipam);
        ipam.nodes.addHandler(ChangeHandler.of(controller::enqueue));
        return Part.of(controller, events);
    }

    @Override
    public Result reconcile(Key key) {
        Node node = nodes.get(null, key.name());
        boolean has = node != null && node.getSpec() != null && !range(node).isEmpty();
        if (node == null || has) {
            forget(key.name());
            return Result.done();
        }
        String range = give(key.name());
        if (range == null) {
            events.normal(node, "CIDRNotAvailable", "Node " + key.name() + " status is now: CIDRNotAvailable");
            throw new IllegalStateException("no range of addresses is left for the node");
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("resourceVersion", node.getMetadata().getResourceVersion());
        patch.putObject("spec").put("podCIDR", range).putArray("podCIDRs").add(range);
        client.patch(null, key.name(), PatchType.STRATEGIC, patch);
        return Result.done();
    }

    private static String range(Node node) {
        String range = node.getSpec() == null ? null : node.getSpec().getPodCIDR();
        return range == null ? "" : range;
    }

    private @Nullable String give(String node) {
        lock.lock();
        try {
            Collection<String> taken = new ArrayList<>(given.values());
            nodes.list().forEach(known -> taken.add(range(known)));
            String present = given.get(node);
            String range = present == null ? ranges.next(taken) : present;
            if (range != null) {
                given.put(node, range);
            }
            return range;
        } finally {
            lock.unlock();
        }
    }

    private void forget(String node) {
        lock.lock();
        try {
            given.remove(node);
        } finally {
            lock.unlock();
        }
    }
}
