package io.jubernetes.controllers.nodelifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Toleration;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Indexes;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Deletes pods from nodes with a NoExecute taint that they do not tolerate, or not for so long. */
public final class TaintEvictionController implements Reconciler {

    private final Environment environment;
    private final Informer<Node> nodes;
    private final Informer<Pod> pods;
    private final ResourceClient<Pod> client;
    private final EventRecorder events;

    private TaintEvictionController(
            ControllerContext context, Informer<Node> nodes, Informer<Pod> pods, EventRecorder events) {
        this.environment = context.environment();
        this.nodes = nodes;
        this.pods = pods;
        this.client = context.client().resources(Pod.class);
        this.events = events;
    }

    public static Part create(ControllerContext context) {
        Informer<Node> nodes = context.informers().informerFor(Node.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        context.indexes().ensure(pods, Indexes.BY_NODE, Indexes::nodeOf);
        EventRecorder events = context.events("taint-eviction-controller");
        Controller controller =
                context.controller("taint-eviction", new TaintEvictionController(context, nodes, pods, events));
        pods.addHandler(ChangeHandler.of(pod -> {
            if (PodFacts.isAssigned(pod)) {
                controller.enqueue(pod);
            }
        }));
        nodes.addHandler(new NodeHandler(pods, controller));
        return Part.of(controller, events);
    }

    private record NodeHandler(Informer<Pod> pods, Controller controller) implements ChangeHandler<Node> {

        @Override
        public void added(Node node) {
            pods.byIndex(Indexes.BY_NODE, node.getMetadata().getName()).forEach(controller::enqueue);
        }

        @Override
        public void updated(Node old, Node node) {
            if (!NodeTaints.present(old).equals(NodeTaints.present(node))) {
                added(node);
            }
        }

        @Override
        public void deleted(Node last) {
            // the pods of a node that is gone are another controller's
        }
    }

    @Override
    public Result reconcile(Key key) {
        Pod pod = pods.get(key.namespace(), key.name());
        if (pod == null || PodFacts.isBeingDeleted(pod) || PodFacts.isTerminal(pod) || !PodFacts.isAssigned(pod)) {
            return Result.done();
        }
        Node node = nodes.get(null, pod.getSpec().getNodeName());
        if (node == null) {
            return Result.done();
        }
        List<Toleration> tolerations = pod.getSpec().getTolerations();
        return switch (Eviction.of(NodeTaints.present(node), tolerations, environment.now())) {
            case Eviction.Never _ -> Result.done();
            case Eviction.In in -> Result.requeueAfter(in.delay());
            case Eviction.Now _ -> {
                evict(pod);
                yield Result.done();
            }
        };
    }

    private void evict(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        events.normal(pod, "TaintManagerEviction", "Marking for deletion Pod " + namespace + "/" + name);
        try {
            client.patchStatus(namespace, name, PatchType.STRATEGIC, disrupted(pod));
            client.delete(
                    namespace,
                    name,
                    DeleteOptions.DEFAULT.ifUid(pod.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }

    private ObjectNode disrupted(Pod pod) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", pod.getMetadata().getUid());
        patch.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "DisruptionTarget")
                .put("status", "True")
                .put("reason", "DeletionByTaintManager")
                .put("message", "Taint manager: deleting due to NoExecute taint")
                .put(
                        "lastTransitionTime",
                        environment.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return patch;
    }
}
