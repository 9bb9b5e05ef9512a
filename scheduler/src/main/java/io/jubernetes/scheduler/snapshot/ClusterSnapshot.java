package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Node;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All nodes with their pods, immutable. A changed node costs a copy of its own state and of a short path to it, not of the
 * cluster; adding or removing a node costs a copy of the directory.
 *
 * <pre>
 *   names   a-1  a-2 … a-64 | a-65 …          sorted
 *   blocks  [s   s   … s  ] | [s …            64 states each; a change copies one block
 * </pre>
 */
public final class ClusterSnapshot {

    private static final int BLOCK = 64;

    public static final ClusterSnapshot EMPTY = new ClusterSnapshot(new String[0], new NodeState[0][], 0);

    private final String[] names;
    private final NodeState[][] blocks;
    private final int known;

    private ClusterSnapshot(String[] names, NodeState[][] blocks, int known) {
        this.names = names;
        this.blocks = blocks;
        this.known = known;
    }

    /** Places for nodes: known ones, and ones that only pods name. */
    public int size() {
        return names.length;
    }

    /** How many nodes there are. */
    public int nodeCount() {
        return known;
    }

    /** The node at a place, in order of names. */
    public NodeState at(int index) {
        return blocks[index / BLOCK][index % BLOCK];
    }

    /** The place of a node; negative when there is none of that name. */
    public int place(String name) {
        return Arrays.binarySearch(names, name);
    }

    public @Nullable NodeState find(String name) {
        int index = place(name);
        return index < 0 ? null : at(index);
    }

    /** Adds the node or replaces what is known of it. */
    public ClusterSnapshot withNode(Node node) {
        String name = node.getMetadata().getName();
        return with(stateOf(name).withNode(node));
    }

    /** The node is gone; pods that are still on it stay on record. */
    public ClusterSnapshot withoutNode(String name) {
        NodeState state = find(name);
        return state == null ? this : settle(state.withNode(null));
    }

    /** Adds the pod to a node, or replaces it there. */
    public ClusterSnapshot withPod(PlacedPod pod, String nodeName) {
        NodeState state = stateOf(nodeName);
        PlacedPod known = state.pod(pod.uid());
        return known != null && known.isLike(pod) ? this : with(state.withPod(pod));
    }

    public ClusterSnapshot withoutPod(String uid, String nodeName) {
        NodeState state = find(nodeName);
        return state == null ? this : settle(state.withoutPod(uid));
    }

    /** Counts the pod where others made room for it, for pods that are not more important. */
    public ClusterSnapshot withNominated(PlacedPod pod, String nodeName) {
        NodeState state = find(nodeName);
        return state == null ? this : with(state.withNominated(pod));
    }

    public ClusterSnapshot withoutNominated(String uid, String nodeName) {
        NodeState state = find(nodeName);
        return state == null ? this : settle(state.withoutNominated(uid));
    }

    /** The cluster with one node otherwise, to try what would be. */
    public ClusterSnapshot with(NodeState state) {
        int index = Arrays.binarySearch(names, state.name());
        return index < 0 ? inserted(state, -index - 1) : replaced(state, index);
    }

    /** Whether both have the same nodes at the same places. */
    public boolean hasPlacesOf(ClusterSnapshot other) {
        return names == other.names;
    }

    /** Tells the places at which the two differ; they must have the same places. Costs next to nothing where little changed. */
    public void forEachDifference(ClusterSnapshot other, IntConsumer place) {
        for (int b = 0; b < blocks.length; b++) {
            if (blocks[b] != other.blocks[b]) {
                for (int i = 0; i < blocks[b].length; i++) {
                    if (blocks[b][i] != other.blocks[b][i]) {
                        place.accept(b * BLOCK + i);
                    }
                }
            }
        }
    }

    private NodeState stateOf(String name) {
        NodeState state = find(name);
        return state == null ? NodeState.unknown(name) : state;
    }

    private ClusterSnapshot settle(NodeState state) {
        return state.isKnown() || state.podCount() > 0 ? with(state) : without(state.name());
    }

    private ClusterSnapshot replaced(NodeState state, int index) {
        NodeState[][] copy = blocks.clone();
        NodeState[] block = copy[index / BLOCK].clone();
        int change = (state.isKnown() ? 1 : 0) - (block[index % BLOCK].isKnown() ? 1 : 0);
        block[index % BLOCK] = state;
        copy[index / BLOCK] = block;
        return new ClusterSnapshot(names, copy, known + change);
    }

    private ClusterSnapshot inserted(NodeState state, int index) {
        NodeState[] all = new NodeState[names.length + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = i == index ? state : at(i < index ? i : i - 1);
        }
        return of(all);
    }

    private ClusterSnapshot without(String name) {
        int index = Arrays.binarySearch(names, name);
        NodeState[] rest = new NodeState[names.length - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = at(i < index ? i : i + 1);
        }
        return of(rest);
    }

    private static ClusterSnapshot of(NodeState[] states) {
        NodeState[][] blocks = new NodeState[(states.length + BLOCK - 1) / BLOCK][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = Arrays.copyOfRange(states, i * BLOCK, Math.min(states.length, (i + 1) * BLOCK));
        }
        String[] names = Arrays.stream(states).map(NodeState::name).toArray(String[]::new);
        int known = (int) Arrays.stream(states).filter(NodeState::isKnown).count();
        return new ClusterSnapshot(names, blocks, known);
    }
}
