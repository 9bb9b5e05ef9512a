package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.ContainerImage;
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
    private final Map<String, Long> images;
    private final PodsOnNode pods;
    private final List<PlacedPod> nominated;
    /** A bit for each nominated pod, by its uid: most questions for one of them are answered by this. */
    private final long nominatedBits;

    private NodeState(String name, @Nullable Node node, PodsOnNode pods, List<PlacedPod> nominated) {
        this.name = name;
        this.node = node;
        Map<String, Quantity> offered = offered(node);
        this.allocatable = Resources.of(offered);
        this.allowedPods = Resources.whole(offered.get(Resources.PODS));
        this.images = images(node);
        this.pods = pods;
        this.nominated = nominated;
        this.nominatedBits = bits(nominated);
    }

    @SuppressWarnings("ReferenceEquality") // an equal list that is another object is only counted once more
    private NodeState(NodeState old, PodsOnNode pods, List<PlacedPod> nominated) {
        this.name = old.name;
        this.node = old.node;
        this.allocatable = old.allocatable;
        this.allowedPods = old.allowedPods;
        this.images = old.images;
        this.pods = pods;
        this.nominated = nominated;
        this.nominatedBits = nominated == old.nominated ? old.nominatedBits : bits(nominated);
    }

    private static long bits(List<PlacedPod> pods) {
        long bits = 0;
        for (PlacedPod pod : pods) {
            bits |= 1L << pod.uid().hashCode();
        }
        return bits;
    }

    static NodeState unknown(String name) {
        return new NodeState(name, null, PodsOnNode.NONE, List.of());
    }

    NodeState withNode(@Nullable Node newNode) {
        return new NodeState(name, newNode, pods, nominated);
    }

    /** The node with one more pod; what has been known of a pod with the same uid is replaced. */
    public NodeState withPod(PlacedPod pod) {
        return new NodeState(this, pods.with(pod), nominated);
    }

    /** The node with these pods only. */
    public NodeState withOnly(Collection<PlacedPod> kept) {
        return new NodeState(this, PodsOnNode.of(kept), nominated);
    }

    public NodeState withoutPod(String uid) {
        return pods.byUid().containsKey(uid) ? new NodeState(this, pods.without(uid), nominated) : this;
    }

    NodeState withNominated(PlacedPod pod) {
        List<PlacedPod> more = new ArrayList<>(withoutNominated(pod.uid()).nominated);
        more.add(pod);
        return new NodeState(this, pods, Collections.unmodifiableList(more));
    }

    NodeState withoutNominated(String uid) {
        List<PlacedPod> rest =
                nominated.stream().filter(pod -> !pod.uid().equals(uid)).toList();
        return rest.size() == nominated.size() ? this : new NodeState(this, pods, rest);
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
        return pods.usage();
    }

    public int podCount() {
        return pods.byUid().size();
    }

    public @Nullable PlacedPod pod(String uid) {
        return pods.byUid().get(uid);
    }

    /** The pods on the node, by uid. */
    public Collection<PlacedPod> pods() {
        return pods.byUid().values();
    }

    /** The pods on the node that say something of other pods. */
    public List<PlacedPod> podsWithAffinity() {
        return pods.withAffinity();
    }

    /** The pods on the node that forbid other pods beside them. */
    public List<PlacedPod> podsWithAntiAffinity() {
        return pods.withAntiAffinity();
    }

    /** The pods on the node that use claims. */
    public List<PlacedPod> podsWithClaims() {
        return pods.withClaims();
    }

    /** Pods for which others were evicted here, and which do not run yet. */
    public List<PlacedPod> nominated() {
        return nominated;
    }

    /** Whether others were evicted here for some pod that does not run yet. */
    public boolean hasNominated() {
        return nominatedBits != 0;
    }

    /** Whether others were evicted here for this pod. */
    public boolean isNominated(String uid) {
        if ((nominatedBits & (1L << uid.hashCode())) == 0) {
            return false;
        }
        for (PlacedPod pod : nominated) {
            if (pod.uid().equals(uid)) {
                return true;
            }
        }
        return false;
    }

    /** The node's ports that its pods took. */
    public List<HostPort> ports() {
        return pods.ports();
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

    /** The sizes of the images that the node has, by each of their names. */
    public Map<String, Long> images() {
        return images;
    }

    private static Map<String, Long> images(@Nullable Node node) {
        if (node == null
                || node.getStatus() == null
                || node.getStatus().getImages().isEmpty()) {
            return Collections.emptyMap();
        }
        Map<String, Long> sizes = new TreeMap<>();
        for (ContainerImage image : node.getStatus().getImages()) {
            long size = image.getSizeBytes() == null ? 0 : image.getSizeBytes();
            image.getNames().forEach(name -> sizes.put(name, size));
        }
        return sizes;
    }

    /** The node itself; null when only pods name it. */
    public @Nullable Node node() {
        return node;
    }
}
