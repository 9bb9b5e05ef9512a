package io.jubernetes.kubelet.pod;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.json.KubernetesJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes one pod's status to the cluster, when it differs from what was written last. Used by the pod's worker. */
final class StatusWriter {

    private final ResourceClient<Pod> pods;
    private @Nullable ObjectNode written;
    private @Nullable String writtenTo;

    StatusWriter(ResourceClient<Pod> pods) {
        this.pods = pods;
    }

    /**
     * @return false when the pod is gone
     */
    boolean write(Pod pod, PodStatus status) {
        Optional<String> uid = Pods.isStatic(pod) ? mirror(pod) : Optional.of(Pods.uid(pod));
        if (uid.isEmpty()) {
            return false;
        }
        ObjectNode wanted = KubernetesJson.toTree(status);
        if (wanted.equals(written) && uid.get().equals(writtenTo)) {
            return true;
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", uid.get());
        patch.set("status", withRemovals(pod, wanted.deepCopy()));
        try {
            pods.patchStatus(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), PatchType.STRATEGIC, patch);
            written = wanted;
            writtenTo = uid.get();
            return true;
        } catch (ApiException e) {
            if (e.is(StatusReason.NotFound)) {
                return false;
            }
            throw e;
        }
    }

    /** The uid of the object that shows a static pod in the cluster, when there is one. */
    private Optional<String> mirror(Pod pod) {
        return pods.find(pod.getMetadata().getNamespace(), pod.getMetadata().getName())
                .filter(m -> m.getMetadata().getAnnotations() != null
                        && Pods.uid(pod).equals(m.getMetadata().getAnnotations().get(StaticPods.MIRROR)))
                .map(m -> m.getMetadata().getUid());
    }

    /** What the status in the cluster has and the new one has not is taken away. */
    private static ObjectNode withRemovals(Pod pod, ObjectNode wanted) {
        if (pod.getStatus() == null) {
            return wanted;
        }
        List<String> names = new ArrayList<>();
        KubernetesJson.toTree(pod.getStatus()).fieldNames().forEachRemaining(names::add);
        for (String name : List.of("reason", "message", "podIP", "podIPs")) {
            if (names.contains(name) && !wanted.has(name)) {
                wanted.putNull(name);
            }
        }
        endResize(pod, wanted);
        return wanted;
    }

    /** Conditions are merged by type: one that holds no more has to be taken away by name. */
    private static void endResize(Pod pod, ObjectNode wanted) {
        List<PodCondition> before = pod.getStatus().getConditions();
        for (PodCondition condition : before == null ? List.<PodCondition>of() : before) {
            boolean stays = wanted.path("conditions")
                    .valueStream()
                    .anyMatch(c -> c.path("type").asText().equals(condition.getType()));
            if (condition.getType().startsWith("PodResize") && !stays) {
                wanted.withArray("conditions")
                        .addObject()
                        .put("$patch", "delete")
                        .put("type", condition.getType());
            }
        }
    }
}
