package io.jubernetes.kubelet.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.kubelet.KubeletConfig;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the node and keeps its status true: written when something changed, and from time to time though nothing did. */
public final class NodeReporter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeReporter.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration NOT_READY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private final KubeletConfig config;
    private final Environment environment;
    private final ResourceClient<Node> nodes;
    private final NodeDescription description;
    private final Consumer<Node> registered;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable JsonNode written;
    private Instant writtenAt = Instant.EPOCH;
    private Environment.@Nullable Task task;

    /** @param registered called with the node as the cluster has it, each time it was read */
    public NodeReporter(
            KubeletConfig config,
            Environment environment,
            ApiClient client,
            NodeDescription description,
            Consumer<Node> registered) {
        this.config = config;
        this.environment = environment;
        this.nodes = client.resources(Node.class);
        this.description = description;
        this.registered = registered;
    }

    public void start() {
        task = environment.start("node-status", this::run);
    }

    @Override
    public void close() {
        if (task != null) {
            task.interrupt();
        }
    }

    private void run() throws InterruptedException {
        Duration retry = FIRST_RETRY;
        Rhythm rhythm = new Rhythm(environment, config.timing().nodeStatus());
        while (true) {
            try {
                boolean ready = reportNow();
                retry = FIRST_RETRY;
                environment.sleep(ready ? rhythm.next() : soon());
            } catch (ApiException | UncheckedIOException e) {
                LOG.warn("The node's status could not be written: node={} error={}", config.nodeName(), e.toString());
                environment.sleep(retry);
                retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
            }
        }
    }

    /** A node that waits for its range of addresses, or for its runtime, tells as soon as it has them. */
    private Duration soon() {
        Duration usual = config.timing().nodeStatus();
        return usual.compareTo(NOT_READY) < 0 ? usual : NOT_READY;
    }

    /** Writes what the node is now. @return whether it is ready */
    public boolean reportNow() {
        lock.lock();
        try {
            return report();
        } finally {
            lock.unlock();
        }
    }

    private boolean report() {
        Node node = nodes.find(null, config.nodeName()).orElseGet(this::create);
        registered.accept(node);
        label(node);
        Instant now = environment.now();
        NodeStatus mine = description.status(node.getStatus(), now);
        ObjectNode status = KubernetesJson.toTree(mine);
        boolean due = Duration.between(writtenAt, now).compareTo(config.timing().nodeReport()) >= 0;
        JsonNode comparable = withoutTimes(status);
        if (due || !comparable.equals(written) || !has(conditions(node.getStatus()), conditions(mine))) {
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            patch.set("status", status);
            nodes.patchStatus(null, config.nodeName(), PatchType.STRATEGIC, patch);
            written = comparable;
            writtenAt = now;
        }
        return "True".equals(conditions(mine).get("Ready"));
    }

    /** What is said of each condition: of a node that was not heard of for a while, somebody else said that it is unknown. */
    private static Map<String, String> conditions(@Nullable NodeStatus status) {
        Map<String, String> all = new LinkedHashMap<>();
        if (status != null && status.getConditions() != null) {
            status.getConditions().forEach(c -> all.put(c.getType(), c.getStatus()));
        }
        return all;
    }

    private Node create() {
        written = null;
        try {
            return nodes.create(description.node(environment.now()));
        } catch (ApiException e) {
            if (e.is(StatusReason.AlreadyExists)) {
                return nodes.get(null, config.nodeName());
            }
            throw e;
        }
    }

    /** A node that was registered before, by another version or with other flags, gets the labels and annotations of today. */
    private void label(Node node) {
        boolean same = has(node.getMetadata().getLabels(), description.labels())
                && has(node.getMetadata().getAnnotations(), description.annotations());
        if (!same) {
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            ObjectNode metadata = patch.putObject("metadata");
            ObjectNode labels = metadata.putObject("labels");
            description.labels().forEach(labels::put);
            ObjectNode annotations = metadata.putObject("annotations");
            description.annotations().forEach(annotations::put);
            nodes.patch(null, config.nodeName(), PatchType.MERGE, patch);
        }
    }

    private static boolean has(@Nullable Map<String, String> present, Map<String, String> wanted) {
        return present != null && present.entrySet().containsAll(wanted.entrySet());
    }

    private static JsonNode withoutTimes(ObjectNode status) {
        ObjectNode copy = status.deepCopy();
        copy.path("conditions").forEach(c -> {
            ((ObjectNode) c).remove("lastHeartbeatTime");
            ((ObjectNode) c).remove("lastTransitionTime");
        });
        return copy;
    }
}
