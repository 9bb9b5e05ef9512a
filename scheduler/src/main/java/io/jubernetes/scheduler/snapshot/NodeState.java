package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One node with the pods on it, immutable. Sums are kept up to date pod by pod, so that a change costs what changed. A node whose
 * pods were seen before the node itself, or that was deleted under its pods, has no {@link Node} and takes no new pods.
 */
public final class NodeState {

    private final String name;
    private final @Nullable Node node;
    private final Resources allocatable;
    private final long allowedPods;
    private final PodsOnNode pods;

    private NodeState(String name, @Nullable Node node, PodsOnNode pods) {
        this.name = name;
        this.node = node;
        Map<String, Quantity> offered = offered(node);
        this.allocatable = Resources.of(offered);
        this.allowedPods = Resources.whole(offered.get(Resources.PODS));
        this.pods = pods;
    }

    private NodeState(NodeState old, PodsOnNode pods) {
        this.name = old.name;
        this.node = old.node;
        this.allocatable = old.allocatable;
        this.allowedPods = old.allowedPods;
        this.pods = pods;
    }

    static NodeState unknown(String name) {
        return new NodeState(name, null, PodsOnNode.NONE);
    }

    NodeState withNode(@Nullable Node newNode) {
        return new NodeState(name, newNode, pods);
    }

    NodeState withPod(PlacedPod pod) {
        return new NodeState(this, pods.with(pod));
    }

    NodeState withoutPod(String uid) {
        return pods.byUid.containsKey(uid) ? new NodeState(this, pods.without(uid)) : this;
    }

    public String name() {
        return name;
    }

    public boolean isKnown() {
        return node != null;
    }

    public Resources allocatable() {
        return allocatable;
    }

    /** How many pods the node takes. */
    public long allowedPods() {
        return allowedPods;
    }

    public Usage usage() {
        return pods.usage;
    }

    public int podCount() {
        return pods.byUid.size();
    }

    /** The pods on the node, by uid. */
    public Collection<PlacedPod> pods() {
        return pods.byUid.values();
    }

    /** The node's ports that its pods took. */
    public List<HostPort> ports() {
        return pods.ports;
    }

    public Map<String, String> labels() {
        Map<String, String> labels = node == null ? null : node.getMetadata().getLabels();
        return labels == null ? Collections.emptyMap() : labels;
    }

    public List<Taint> taints() {
        return node == null || node.getSpec() == null
                ? List.of()
                : node.getSpec().getTaints();
    }

    public boolean isUnschedulable() {
        return node != null
                && node.getSpec() != null
                && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    }

    private static Map<String, Quantity> offered(@Nullable Node node) {
        NodeStatus status = node == null ? null : node.getStatus();
        Map<String, Quantity> allocatable = status == null ? null : status.getAllocatable();
        return allocatable == null ? Collections.emptyMap() : allocatable;
    }

    private record PodsOnNode(TreeMap<String, PlacedPod> byUid, Usage usage, List<HostPort> ports) {

        static final PodsOnNode NONE = new PodsOnNode(new TreeMap<>(), Usage.NONE, List.of());

        PodsOnNode with(PlacedPod pod) {
            PodsOnNode base = byUid.containsKey(pod.uid()) ? without(pod.uid()) : this;
            TreeMap<String, PlacedPod> copy = new TreeMap<>(base.byUid);
            copy.put(pod.uid(), pod);
            List<HostPort> allPorts = base.ports;
            if (!pod.ports().isEmpty()) {
                allPorts = new ArrayList<>(base.ports);
                allPorts.addAll(pod.ports());
            }
            return new PodsOnNode(copy, base.usage.plus(pod.usage()), Collections.unmodifiableList(allPorts));
        }

        PodsOnNode without(String uid) {
            TreeMap<String, PlacedPod> copy = new TreeMap<>(byUid);
            PlacedPod pod = copy.remove(uid);
            if (pod == null) {
                return this;
            }
            List<HostPort> rest = new ArrayList<>(ports);
            pod.ports().forEach(rest::remove);
            return new PodsOnNode(copy, usage.minus(pod.usage()), Collections.unmodifiableList(rest));
        }
    }
}
