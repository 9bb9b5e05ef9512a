package io.jubernetes.scheduler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what the scheduler has to say into the status of pods. A pod that is gone needs none. */
final class PodConditions {

    private static final Logger LOG = LoggerFactory.getLogger(PodConditions.class);

    private final Environment environment;
    private final ResourceClient<Pod> pods;

    PodConditions(Environment environment, ResourceClient<Pod> pods) {
        this.environment = environment;
        this.pods = pods;
    }

    /** @param nominatedNode where others make room for the pod; empty takes an earlier choice back, null leaves it */
    void notScheduled(Pod pod, String reason, String message, @Nullable String nominatedNode) {
        PodCondition old = current(pod, "PodScheduled");
        boolean known = old != null
                && "False".equals(old.getStatus())
                && reason.equals(old.getReason())
                && message.equals(old.getMessage());
        String node = nominatedNode == null ? nominated(pod) : nominatedNode;
        boolean sameNode = node.equals(nominated(pod));
        if (known && sameNode) {
            return;
        }
        ObjectNode patch = patch(pod, condition(old, "PodScheduled", "False", reason, message));
        if (!sameNode) {
            putNominated(patch, node);
        }
        write(pod, patch);
    }

    /** Others make no room for the pod any more: a more important one takes it. */
    void noLongerNominated(Pod pod) {
        ObjectNode patch = patch(pod, null);
        putNominated(patch, "");
        write(pod, patch);
    }

    /** The pod has to go for a more important one. @return whether it is still there, as far as can be told */
    boolean disrupted(Pod pod, String message) {
        PodCondition old = current(pod, "DisruptionTarget");
        return write(pod, patch(pod, condition(old, "DisruptionTarget", "True", "PreemptionByScheduler", message)));
    }

    private static String nominated(Pod pod) {
        String node = pod.getStatus() == null ? null : pod.getStatus().getNominatedNodeName();
        return node == null ? "" : node;
    }

    private static void putNominated(ObjectNode patch, String node) {
        ObjectNode status = patch.withObject("/status");
        if (node.isEmpty()) {
            status.putNull("nominatedNodeName");
        } else {
            status.put("nominatedNodeName", node);
        }
    }

    private boolean write(Pod pod, ObjectNode patch) {
        try {
            pods.patchStatus(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), PatchType.STRATEGIC, patch);
            return true;
        } catch (UncheckedIOException e) {
            LOG.warn("Pod condition not written: pod={}", pod.getMetadata().getName(), e);
            return true;
        } catch (ApiException e) {
            boolean gone = e.is(StatusReason.NotFound) || e.is(StatusReason.Conflict);
            if (!gone) {
                LOG.warn("Pod condition not written: pod={}", pod.getMetadata().getName(), e);
            }
            return !gone;
        }
    }

    private static @Nullable PodCondition current(Pod pod, String type) {
        return pod.getStatus() == null
                ? null
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst()
                        .orElse(null);
    }

    private static ObjectNode patch(Pod pod, @Nullable ObjectNode condition) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", pod.getMetadata().getUid());
        ObjectNode status = patch.putObject("status");
        if (condition != null) {
            status.putArray("conditions").add(condition);
        }
        return patch;
    }

    private ObjectNode condition(@Nullable PodCondition old, String type, String value, String reason, String message) {
        ObjectNode condition = JsonNodeFactory.instance.objectNode();
        condition.put("type", type).put("status", value);
        condition.put("reason", reason).put("message", message);
        condition.putNull("lastProbeTime");
        String since = old != null && value.equals(old.getStatus()) ? old.getLastTransitionTime() : null;
        condition.put("lastTransitionTime", since == null ? now() : since);
        return condition;
    }

    private String now() {
        return environment.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
