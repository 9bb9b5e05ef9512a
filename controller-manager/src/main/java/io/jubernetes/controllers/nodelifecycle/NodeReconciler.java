package io.jubernetes.controllers.nodelifecycle;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Looks at one node: is it heard of, do its taints say what its conditions say, are its pods in service that should not be. */
final class NodeReconciler implements Reconciler {

    private final Environment environment;
    private final Informer<Node> nodes;
    private final ResourceClient<Node> client;
    private final LastHeard heard;
    private final PodReadiness readiness;
    private final Duration gracePeriod;
    private final ConcurrentMap<String, Boolean> wasReady = new ConcurrentHashMap<>();

    NodeReconciler(
            ControllerContext context,
            Informer<Node> nodes,
            LastHeard heard,
            PodReadiness readiness,
            Duration gracePeriod) {
        this.environment = context.environment();
        this.nodes = nodes;
        this.client = context.client().resources(Node.class);
        this.heard = heard;
        this.readiness = readiness;
        this.gracePeriod = gracePeriod;
    }

    @Override
    public Result reconcile(Key key) {
        Node node = nodes.get(null, key.name());
        if (node == null) {
            wasReady.remove(key.name());
            return Result.done();
        }
        Duration silence = heard.silence(key.name());
        boolean silent = silence.compareTo(gracePeriod) >= 0;
        Node current = taint(silent ? markSilent(node) : node);
        followReadiness(current);
        // a renewed lease does not bring us here, so look again when the node may have been silent for too long
        return Result.requeueAfter(silent ? gracePeriod : gracePeriod.minus(silence));
    }

    private Node markSilent(Node node) {
        List<NodeCondition> conditions = SilentNode.conditions(node, now());
        List<NodeCondition> present =
                node.getStatus() == null ? List.of() : node.getStatus().getConditions();
        boolean marked = conditions.size() == present.size() && present.containsAll(conditions);
        return marked
                ? node
                : client.updateStatus(new NodeBuilder(node)
                        .editOrNewStatus()
                        .withConditions(conditions)
                        .endStatus()
                        .build());
    }

    private Node taint(Node node) {
        boolean anyReady = nodes.list().stream().anyMatch(NodeTaints::isReady);
        List<Taint> taints = NodeTaints.of(node, anyReady, now());
        List<Taint> present =
                node.getSpec() == null ? List.of() : node.getSpec().getTaints();
        return taints.equals(present)
                ? node
                : client.update(new NodeBuilder(node)
                        .editOrNewSpec()
                        .withTaints(taints)
                        .endSpec()
                        .build());
    }

    /** A silent node's pods are taken out of service until that is done; those of one that still speaks only once. */
    private void followReadiness(Node node) {
        String name = node.getMetadata().getName();
        NodeCondition ready = NodeTaints.condition(node, "Ready");
        boolean isReady = NodeTaints.isReady(node);
        boolean lost = Boolean.TRUE.equals(wasReady.put(name, isReady)) && !isReady;
        if (lost) {
            readiness.events().normal(node, "NodeNotReady", "Node " + name + " status is now: NodeNotReady");
        }
        if (lost || (ready != null && "Unknown".equals(ready.getStatus()))) {
            readiness.withdraw(name);
        }
    }

    private Instant now() {
        return environment.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
