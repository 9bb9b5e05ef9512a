package io.jubernetes.controllers.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;

/** Removes the finalizer that pods of Jobs have. */
final class Finalizers {

    private final ResourceClient<Pod> pods;

    Finalizers(ResourceClient<Pod> pods) {
        this.pods = pods;
    }

    /** When this returns, the pod has no such finalizer, or is not there. */
    void remove(Pod pod) {
        remove(pod, patchOf(pod));
    }

    /** The same, for a pod that must be as it is known: of one that ended meanwhile the end would be lost. */
    void removeUnchanged(Pod pod) {
        ObjectNode patch = patchOf(pod);
        patch.withObjectProperty("metadata")
                .put("resourceVersion", pod.getMetadata().getResourceVersion());
        remove(pod, patch);
    }

    private static ObjectNode patchOf(Pod pod) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.put("uid", pod.getMetadata().getUid());
        metadata.putArray("$deleteFromPrimitiveList/finalizers").add(JobFacts.FINALIZER);
        return patch;
    }

    private void remove(Pod pod, ObjectNode patch) {
        try {
            pods.patch(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), PatchType.STRATEGIC, patch);
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !isNamesake(pod, e)) {
                throw e;
            }
        }
    }

    /** The patch names the pod's uid, which another pod of that name refuses. */
    private boolean isNamesake(Pod pod, ApiException e) {
        return (e.is(StatusReason.Conflict) || e.is(StatusReason.Invalid))
                && pods.find(pod.getMetadata().getNamespace(), pod.getMetadata().getName())
                        .filter(found -> found.getMetadata()
                                .getUid()
                                .equals(pod.getMetadata().getUid()))
                        .isEmpty();
    }
}
