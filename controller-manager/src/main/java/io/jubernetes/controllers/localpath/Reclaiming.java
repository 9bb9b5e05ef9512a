package io.jubernetes.controllers.localpath;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.RawClient;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.controllers.context.ControllerContext;
import java.util.List;

/**
 * Deletes volumes whose claims are gone: first the node removes the directory, then the volume goes. A finalizer keeps a volume that
 * somebody deletes until then. A node that is gone took its directories along.
 */
final class Reclaiming implements Reconciler {

    private final Informer<PersistentVolume> volumes;
    private final Informer<Node> nodes;
    private final ResourceClient<PersistentVolume> client;
    private final RawClient raw;
    private final EventRecorder events;

    Reclaiming(ControllerContext context, EventRecorder events) {
        this.volumes = context.informers().informerFor(PersistentVolume.class);
        this.nodes = context.informers().informerFor(Node.class);
        this.client = context.client().resources(PersistentVolume.class);
        this.raw = new RawClient(context.client());
        this.events = events;
    }

    @Override
    public Result reconcile(Key key) {
        PersistentVolume volume = volumes.get(null, key.name());
        if (volume == null || !LocalVolume.isOne(volume)) {
            return Result.done();
        }
        boolean deleted = "Delete".equals(volume.getSpec().getPersistentVolumeReclaimPolicy());
        boolean released = volume.getStatus() != null
                && "Released".equals(volume.getStatus().getPhase());
        boolean going = volume.getMetadata().getDeletionTimestamp() != null;
        if (deleted && released) {
            reclaim(volume);
        } else if (going && !deleted) {
            letGo(volume);
        }
        return Result.done();
    }

    private void reclaim(PersistentVolume volume) {
        try {
            removeDirectory(volume);
        } catch (ApiException e) {
            events.warning(volume, "VolumeFailedDelete", "node did not remove the directory: " + e.getMessage());
            throw e;
        }
        if (volume.getMetadata().getDeletionTimestamp() == null) {
            client.delete(
                    null,
                    volume.getMetadata().getName(),
                    DeleteOptions.DEFAULT.ifUid(volume.getMetadata().getUid()));
        } else {
            letGo(volume);
        }
    }

    private void removeDirectory(PersistentVolume volume) {
        String hostname = LocalVolume.hostname(volume);
        for (Node node : nodes.list()) {
            if (LocalVolume.hostname(node).equals(hostname)) {
                raw.delete("/api/v1/nodes/" + node.getMetadata().getName() + "/proxy/localVolumes/"
                        + volume.getMetadata().getName());
            }
        }
    }

    private void letGo(PersistentVolume volume) {
        List<String> rest = volume.getMetadata().getFinalizers().stream()
                .filter(name -> !name.equals(LocalVolume.FINALIZER))
                .toList();
        if (rest.size() < volume.getMetadata().getFinalizers().size()) {
            PersistentVolume changed = KubernetesJson.copy(volume);
            changed.getMetadata().setFinalizers(rest);
            try {
                client.update(changed);
            } catch (ApiException e) {
                if (!e.is(StatusReason.NotFound)) {
                    throw e;
                }
            }
        }
    }
}
