package io.jubernetes.controllers.podgc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.pods.PodFacts;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks over all pods from time to time. A node must be missing for a while, and be missing at the server too, to count as gone. */
public final class PodGarbageCollector implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(PodGarbageCollector.class);
    private static final Duration PERIOD = Duration.ofSeconds(20);
    private static final Duration QUARANTINE = Duration.ofSeconds(40);

    private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

    private final Environment environment;
    private final Informer<Pod> pods;
    private final Informer<Node> nodes;
    private final ResourceClient<Pod> podClient;
    private final ResourceClient<Node> nodeClient;
    private final int keepEnded;
    private final Map<String, Long> missingSince = new TreeMap<>();
    private Environment.@Nullable Task task;

    private PodGarbageCollector(ControllerContext context, int keepEnded) {
        this.environment = context.environment();
        this.pods = context.informers().informerFor(Pod.class);
        this.nodes = context.informers().informerFor(Node.class);
        this.podClient = context.client().resources(Pod.class);
        this.nodeClient = context.client().resources(Node.class);
        this.keepEnded = keepEnded;
    }

    public static Part create(ControllerContext context, int keepEnded) {
        return new PodGarbageCollector(context, keepEnded);
    }

    @Override
    public void start() {
        task = environment.start("pod-garbage-collector", () -> {
            while (true) {
                environment.sleep(PERIOD);
                collect();
            }
        });
    }

    @Override
    public void close() {
        if (task != null) {
            task.interrupt();
        }
    }

    private void collect() {
        try {
            Doomed.of(pods.list(), new Doomed.Nodes(lostNodes(), outOfService()), keepEnded)
                    .forEach(this::remove);
        } catch (ApiException | UncheckedIOException e) {
            LOG.warn("Pods were not collected", e);
        }
    }

    /** Their pods are declared dead by whoever tainted them. */
    private Set<String> outOfService() {
        Set<String> names = new TreeSet<>();
        nodes.list().stream()
                .filter(node -> node.getSpec() != null
                        && node.getSpec().getTaints().stream().anyMatch(taint -> OUT_OF_SERVICE.equals(taint.getKey())))
                .filter(node -> !isReady(node))
                .forEach(node -> names.add(node.getMetadata().getName()));
        return names;
    }

    private static boolean isReady(Node node) {
        return node.getStatus() != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private Set<String> lostNodes() {
        Set<String> missing = new TreeSet<>();
        pods.list().stream()
                .filter(PodFacts::isAssigned)
                .map(pod -> pod.getSpec().getNodeName())
                .filter(name -> nodes.get(null, name) == null)
                .forEach(missing::add);
        missingSince.keySet().retainAll(missing);
        missing.forEach(name -> missingSince.putIfAbsent(name, environment.nanoTime()));
        missing.removeIf(
                name -> environment.nanoTime() - missingSince.getOrDefault(name, Long.MAX_VALUE) < QUARANTINE.toNanos()
                        || nodeClient.find(null, name).isPresent());
        return missing;
    }

    private void remove(Pod pod, Doomed.Why why) {
        try {
            if (!PodFacts.isTerminal(pod)) {
                podClient.patchStatus(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        PatchType.STRATEGIC,
                        failed(pod, why));
            }
            podClient.delete(
                    pod.getMetadata().getNamespace(),
                    pod.getMetadata().getName(),
                    DeleteOptions.DEFAULT.gracePeriod(0).ifUid(pod.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !e.is(StatusReason.Conflict)) {
                throw e;
            }
        }
    }

    private ObjectNode failed(Pod pod, Doomed.Why why) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", pod.getMetadata().getUid());
        ObjectNode status = patch.putObject("status");
        status.put("phase", "Failed");
        if (why == Doomed.Why.ORPHANED) {
            status.putArray("conditions")
                    .addObject()
                    .put("type", "DisruptionTarget")
                    .put("status", "True")
                    .put("reason", "DeletionByPodGC")
                    .put("message", "PodGC: node no longer exists")
                    .put(
                            "lastTransitionTime",
                            environment.now().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return patch;
    }
}
