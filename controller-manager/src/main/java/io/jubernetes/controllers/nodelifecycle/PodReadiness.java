package io.jubernetes.controllers.nodelifecycle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Indexes;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.temporal.ChronoUnit;

/** Takes the pods of a lost node out of service: nobody there can say any more that they are ready. */
final class PodReadiness {

    private final Environment environment;
    private final Informer<Pod> pods;
    private final ResourceClient<Pod> client;
    private final EventRecorder events;

    PodReadiness(ControllerContext context, Informer<Pod> pods, EventRecorder events) {
        this.environment = context.environment();
        this.pods = pods;
        this.client = context.client().resources(Pod.class);
        this.events = events;
    }

    void withdraw(String node) {
        for (Pod pod : pods.byIndex(Indexes.BY_NODE, node)) {
            if (PodFacts.isReady(pod) && !PodFacts.isTerminal(pod)) {
                withdraw(pod);
            }
        }
    }

    EventRecorder events() {
        return events;
    }

    private void withdraw(Pod pod) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", pod.getMetadata().getUid());
        patch.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "False")
                .put(
                        "lastTransitionTime",
                        environment.now().truncatedTo(ChronoUnit.SECONDS).toString());
        try {
            client.patchStatus(
                    pod.getMetadata().getNamespace(), pod.getMetadata().getName(), PatchType.STRATEGIC, patch);
            events.warning(pod, "NodeNotReady", "Node is not ready");
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !e.is(StatusReason.Conflict)) {
                throw e;
            }
        }
    }
}
