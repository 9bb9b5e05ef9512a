package io.jubernetes.controllers.nodelifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Node;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells node agents, in an annotation, for how many seconds they may use ConfigMaps and Secrets without asking again: the more
 * nodes there are, the longer.
 */
public final class NodeTtl implements Reconciler {

    private static final String ANNOTATION = "node.alpha.kubernetes.io/ttl";

    /** Steps overlap, so that a cluster whose size changes a little does not change all its nodes. */
    private enum Step {
        TINY(0, 100, 0),
        SMALL(90, 500, 15),
        MIDDLING(450, 1000, 30),
        LARGE(900, 2000, 60),
        HUGE(1800, 10_000, 300),
        GIGANTIC(9000, Integer.MAX_VALUE, 600);

        private final int least;
        private final int most;
        private final int seconds;

        Step(int least, int most, int seconds) {
            this.least = least;
            this.most = most;
            this.seconds = seconds;
        }
    }

    private final Informer<Node> nodes;
    private final ResourceClient<Node> client;
    private final AtomicInteger step = new AtomicInteger();

    private NodeTtl(ControllerContext context, Informer<Node> nodes) {
        this.nodes = nodes;
        this.client = context.client().resources(Node.class);
    }

    public static Part create(ControllerContext context) {
        Informer<Node> nodes = context.informers().informerFor(Node.class);
        NodeTtl ttl = new NodeTtl(context, nodes);
        Controller controller = context.controller("ttl", ttl);
        nodes.addHandler(ChangeHandler.of(node -> {
            int before = ttl.step.get();
            ttl.step.set(next(before, nodes.list().size()));
            if (before != ttl.step.get()) {
                nodes.list().forEach(controller::enqueue);
            }
            controller.enqueue(node);
        }));
        return Part.of(controller);
    }

    /** The step after a change to this many nodes. */
    static int next(int step, int nodes) {
        int next = step;
        while (nodes > Step.values()[next].most) {
            next++;
        }
        while (nodes < Step.values()[next].least) {
            next--;
        }
        return next;
    }

    static int seconds(int step) {
        return Step.values()[step].seconds;
    }

    @Override
    public Result reconcile(Key key) {
        Node node = nodes.get(null, key.name());
        String wanted = Integer.toString(seconds(step.get()));
        if (node == null || wanted.equals(annotations(node).get(ANNOTATION))) {
            return Result.done();
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").putObject("annotations").put(ANNOTATION, wanted);
        try {
            client.patch(null, key.name(), PatchType.STRATEGIC, patch);
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
        return Result.done();
    }

    private static Map<String, String> annotations(Node node) {
        Map<String, String> annotations = node.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }
}
