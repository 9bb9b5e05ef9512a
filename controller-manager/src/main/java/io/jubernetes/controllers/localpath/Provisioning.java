package io.jubernetes.controllers.localpath;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import java.util.Map;

/** Makes the volumes of claims that have a node: the scheduler chooses it when the first pod that uses the claim is placed. */
final class Provisioning implements Reconciler {

    private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    private static final String PROVISIONER = "volume.kubernetes.io/storage-provisioner";

    private final Informer<PersistentVolumeClaim> claims;
    private final Informer<PersistentVolume> volumes;
    private final Informer<StorageClass> classes;
    private final Informer<Node> nodes;
    private final ResourceClient<PersistentVolume> volumeClient;
    private final ResourceClient<PersistentVolumeClaim> claimClient;
    private final EventRecorder events;

    Provisioning(ControllerContext context, EventRecorder events) {
        this.claims = context.informers().informerFor(PersistentVolumeClaim.class);
        this.volumes = context.informers().informerFor(PersistentVolume.class);
        this.classes = context.informers().informerFor(StorageClass.class);
        this.nodes = context.informers().informerFor(Node.class);
        this.volumeClient = context.client().resources(PersistentVolume.class);
        this.claimClient = context.client().resources(PersistentVolumeClaim.class);
        this.events = events;
    }

    /** Whether the claim waits for a volume of this provisioner. */
    static boolean isWanted(PersistentVolumeClaim claim) {
        String volume = claim.getSpec().getVolumeName();
        return LocalPathClass.PROVISIONER.equals(annotation(claim, PROVISIONER))
                && (volume == null || volume.isEmpty())
                && claim.getMetadata().getDeletionTimestamp() == null;
    }

    private static String annotation(PersistentVolumeClaim claim, String name) {
        Map<String, String> annotations = claim.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }

    @Override
    public Result reconcile(Key key) {
        PersistentVolumeClaim claim = claims.get(key.namespace(), key.name());
        if (claim == null || !isWanted(claim) || volumes.get(null, LocalVolume.name(claim)) != null) {
            return Result.done();
        }
        StorageClass storageClass =
                classes.get(null, String.valueOf(claim.getSpec().getStorageClassName()));
        if (storageClass != null && LocalPathClass.PROVISIONER.equals(storageClass.getProvisioner())) {
            provision(claim, storageClass);
        }
        return Result.done();
    }

    private void provision(PersistentVolumeClaim claim, StorageClass storageClass) {
        String selected = annotation(claim, SELECTED_NODE);
        String problem = selected.isEmpty() ? "configuration error, no node was specified" : LocalVolume.problem(claim);
        if (problem != null) {
            fail(claim, storageClass, problem);
            return;
        }
        Node node = nodes.get(null, selected);
        if (node == null) {
            fail(claim, storageClass, "node \"" + selected + "\" not found");
            reschedule(claim);
            return;
        }
        String directory = LocalVolume.directory(node);
        if (directory == null) {
            fail(claim, storageClass, "node \"" + selected + "\" keeps no local volumes");
            return;
        }
        create(claim, LocalVolume.of(claim, storageClass, LocalVolume.hostname(node), directory));
    }

    private void create(PersistentVolumeClaim claim, PersistentVolume volume) {
        events.normal(
                claim,
                "Provisioning",
                "External provisioner is provisioning volume for claim \""
                        + claim.getMetadata().getNamespace() + "/"
                        + claim.getMetadata().getName() + "\"");
        try {
            volumeClient.create(volume);
        } catch (ApiException e) {
            if (!e.is(StatusReason.AlreadyExists)) {
                throw e;
            }
        }
        events.normal(
                claim,
                "ProvisioningSucceeded",
                "Successfully provisioned volume " + volume.getMetadata().getName());
    }

    private void fail(PersistentVolumeClaim claim, StorageClass storageClass, String problem) {
        events.warning(
                claim,
                "ProvisioningFailed",
                "failed to provision volume with StorageClass \""
                        + storageClass.getMetadata().getName() + "\": " + problem);
    }

    /** The node is gone: the scheduler chooses another. */
    private void reschedule(PersistentVolumeClaim claim) {
        claimClient.update(new PersistentVolumeClaimBuilder(claim)
                .editMetadata()
                .removeFromAnnotations(SELECTED_NODE)
                .endMetadata()
                .build());
    }
}
