package io.jubernetes.kubelet.pod;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.json.KubernetesJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one pod's status to the cluster, when it differs from what was written last. Used by the pod's worker. */
final class StatusWriter {

    private final ResourceClient<Pod> pods;
    private @Nullable ObjectNode written;

    StatusWriter(ResourceClient<Pod> pods) {
        this.pods = pods;
    }

    /**
     * @return false when the pod is gone
     */
    boolean write(Pod pod, PodStatus status) {
        ObjectNode wanted = KubernetesJson.toTree(status);
        if (wanted.equals(written)) {
            return true;
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", Pods.uid(pod));
        patch.set("status", withRemovals(pod, wanted.deepCopy()));
        try {
            pods.patchStatus(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), PatchType.STRATEGIC, patch);
            written = wanted;
            return true;
        } catch (ApiException e) {
            if (e.is(StatusReason.NotFound)) {
                return false;
            }
            throw e;
        }
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
        return wanted;
    }
}
