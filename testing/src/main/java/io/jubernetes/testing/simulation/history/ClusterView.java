package io.jubernetes.testing.simulation.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jubernetes.apimachinery.environment.Environment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of the store, by key, and what the scenario says about the present. */
public final class ClusterView {

    public static final String PODS = "/registry/pods/";
    public static final String NODES = "/registry/nodes/";
    public static final String REPLICA_SETS = "/registry/apps/replicasets/";
    public static final String DEPLOYMENTS = "/registry/apps/deployments/";
    public static final String STATEFUL_SETS = "/registry/apps/statefulsets/";
    public static final String JOBS = "/registry/batch/jobs/";

    private final Environment environment;
    private final TreeMap<String, Change> present = new TreeMap<>();
    private final Map<String, Change> last = new HashMap<>();
    private boolean calm;
    private long lostCreations;

    ClusterView(Environment environment) {
        this.environment = environment;
    }

    void apply(Change change) {
        last.put(change.key(), change);
        if (change.isDeletion()) {
            present.remove(change.key());
        } else {
            present.put(change.key(), change);
        }
    }

    @Nullable
    Change lastChange(String key) {
        Change change = last.get(key);
        return change == null || change.isDeletion() ? null : change;
    }

    /** The objects under a prefix, in key order. */
    public List<JsonNode> all(String prefix) {
        List<JsonNode> found = new ArrayList<>();
        for (Change change : present.tailMap(prefix, true).values()) {
            if (!change.key().startsWith(prefix)) {
                break;
            }
            found.add(change.object());
        }
        return found;
    }

    /** The object at a key; a missing node when there is none. */
    public JsonNode at(String key) {
        Change change = present.get(key);
        return change == null ? MissingNode.getInstance() : change.object();
    }

    /** Monotonic time. */
    public long nanoTime() {
        return environment.nanoTime();
    }

    /** Whether nothing but rollouts happens now: no pod is lost, no size changes. */
    public boolean isCalm() {
        return calm;
    }

    public void setCalm(boolean nowCalm) {
        calm = nowCalm;
    }

    /** How many creations took effect though the client was told that the connection broke: it may repeat each. */
    public long lostCreations() {
        return lostCreations;
    }

    public void creationWasLost() {
        lostCreations++;
    }
}
