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
        int size = names.length;
        String[] more = Arrays.copyOf(names, size + 1);
        System.arraycopy(names, index, more, index + 1, size - index);
        more[index] = state.name();
        NodeState[] all = new NodeState[size + 1];
        copy(0, index, all, 0);
        all[index] = state;
        copy(index, size, all, index + 1);
        return new ClusterSnapshot(more, blocks(all), known + (state.isKnown() ? 1 : 0));
    }

    private ClusterSnapshot without(String name) {
        int index = Arrays.binarySearch(names, name);
        int size = names.length - 1;
        String[] fewer = Arrays.copyOf(names, size);
        System.arraycopy(names, index + 1, fewer, index, size - index);
        NodeState[] rest = new NodeState[size];
        copy(0, index, rest, 0);
        copy(index + 1, size + 1, rest, index);
        return new ClusterSnapshot(fewer, blocks(rest), known - (at(index).isKnown() ? 1 : 0));
    }

    /** Copies states block by block: a cluster is told node by node, and each of them copies the directory. */
    private void copy(int from, int to, NodeState[] into, int at) {
        int target = at;
        for (int i = from; i < to; ) {
            int length = Math.min(to - i, BLOCK - i % BLOCK);
            System.arraycopy(blocks[i / BLOCK], i % BLOCK, into, target, length);
            i += length;
            target += length;
        }
    }

    private static NodeState[][] blocks(NodeState[] states) {
        NodeState[][] blocks = new NodeState[(states.length + BLOCK - 1) / BLOCK][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = Arrays.copyOfRange(states, i * BLOCK, Math.min(states.length, (i + 1) * BLOCK));
        }
        return blocks;
    }
}
