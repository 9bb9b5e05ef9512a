package io.jubernetes.controllers.volumebinding;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.util.List;

/** Gives claims volumes, and says of both how they stand. */
public final class VolumeBinding {

    private final Informer<PersistentVolume> volumes;
    private final Informer<PersistentVolumeClaim> claims;
    private final Informer<StorageClass> classes;
    private final StorageIndexes storage;
    private final EventRecorder events;
    private final BindingWrites writes;

    private VolumeBinding(ControllerContext context, EventRecorder events) {
        this.volumes = context.informers().informerFor(PersistentVolume.class);
        this.claims = context.informers().informerFor(PersistentVolumeClaim.class);
        this.storage = new StorageIndexes(context);
        this.classes = context.informers().informerFor(StorageClass.class);
        this.events = events;
        this.writes = new BindingWrites(context);
    }

    /** Two queues, one of claims and one of volumes. */
    public static List<Part> create(ControllerContext context) {
        EventRecorder events = context.events("persistentvolume-controller");
        VolumeBinding binding = new VolumeBinding(context, events);
        Controller claims = context.controller("persistentvolume-binder-claims", binding::reconcileClaim);
        Controller volumes = context.controller("persistentvolume-binder-volumes", binding::reconcileVolume);
        binding.wire(claims, volumes);
        return List.of(Recycling.create(context, events), Part.of(volumes), Part.of(claims, events));
    }

    private void wire(Controller ofClaims, Controller ofVolumes) {
        claims.addHandler(ChangeHandler.of(claim -> {
            ofClaims.enqueue(claim);
            storage.of(claim).forEach(ofVolumes::enqueue);
        }));
        volumes.addHandler(ChangeHandler.of(volume -> {
            ofVolumes.enqueue(volume);
            storage.of(volume).forEach(ofClaims::enqueue);
        }));
        classes.addHandler(
                ChangeHandler.of(changed -> storage.waitingFor(changed).forEach(ofClaims::enqueue)));
    }

    private Result reconcileClaim(Key key) {
        PersistentVolumeClaim claim = claims.get(key.namespace(), key.name());
        if (claim == null || claim.getMetadata().getDeletionTimestamp() != null) {
            return Result.done();
        }
        switch (ClaimDecision.of(claim, storage.around(claim))) {
            case ClaimDecision.Bind(PersistentVolume volume) -> writes.bind(volume, claim);
            case ClaimDecision.Lose(String reason, String message) -> lose(claim, reason, message);
            case ClaimDecision.TakeClass(String name) -> writes.takeClass(claim, name);
            case ClaimDecision.Provision(String provisioner) -> provision(claim, provisioner);
            case ClaimDecision.Wait wait -> await(claim, wait);
        }
        return Result.done();
    }

    private void lose(PersistentVolumeClaim claim, String reason, String message) {
        if (!VolumeFacts.phase(claim).equals("Lost")) {
            writes.phase(claim, "Lost");
            events.warning(claim, reason, message);
        }
    }

    private void provision(PersistentVolumeClaim claim, String provisioner) {
        writes.annotate(claim, ClaimDecision.provisionerAnnotations(provisioner));
        events.normal(
                claim,
                "ExternalProvisioning",
                "Waiting for a volume to be created either by the external provisioner '" + provisioner
                        + "' or manually by the system administrator. If volume creation is delayed, please verify"
                        + " that the provisioner is running and correctly registered.");
    }

    private void await(PersistentVolumeClaim claim, ClaimDecision.Wait decided) {
        writes.phase(claim, "Pending");
        ClaimDecision.Wait wait = storage.detailed(claim, decided);
        String reason = wait.reason();
        if (reason != null && wait.warning()) {
            events.warning(claim, reason, wait.message());
        } else if (reason != null) {
            events.normal(claim, reason, wait.message());
        }
    }

    private Result reconcileVolume(Key key) {
        PersistentVolume volume = volumes.get(null, key.name());
        if (volume == null) {
            return Result.done();
        }
        ObjectReference reference = volume.getSpec().getClaimRef();
        PersistentVolumeClaim claim =
                reference == null ? null : claims.get(reference.getNamespace(), reference.getName());
        VolumeDecision decision = VolumeDecision.of(volume, claim);
        PersistentVolume current = writes.release(volume, decision.release());
        VolumeDecision.Failure failure = decision.failure();
        String phase = decision.phase();
        if (failure != null) {
            PersistentVolume failed = writes.phase(current, "Failed", failure.reason(), failure.message());
            events.warning(failed, failure.reason(), failure.message());
        } else if (phase != null) {
            writes.phase(current, phase, "", "");
        }
        return Result.done();
    }
}
