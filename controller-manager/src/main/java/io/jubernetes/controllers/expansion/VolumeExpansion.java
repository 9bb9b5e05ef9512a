package io.jubernetes.controllers.expansion;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets volumes grow whose size is only a number: those that are directories of nodes. Of all others it says that their driver has to
 * do it.
 */
public final class VolumeExpansion implements Reconciler {

    private static final String STORAGE = "storage";

    private final Informer<PersistentVolumeClaim> claims;
    private final Informer<PersistentVolume> volumes;
    private final ResourceClient<PersistentVolumeClaim> claimClient;
    private final ResourceClient<PersistentVolume> volumeClient;
    private final EventRecorder events;

    private VolumeExpansion(ControllerContext context, EventRecorder events) {
        this.claims = context.informers().informerFor(PersistentVolumeClaim.class);
        this.volumes = context.informers().informerFor(PersistentVolume.class);
        this.claimClient = context.client().resources(PersistentVolumeClaim.class);
        this.volumeClient = context.client().resources(PersistentVolume.class);
        this.events = events;
    }

    public static Part create(ControllerContext context) {
        EventRecorder events = context.events("volume_expand");
        VolumeExpansion expansion = new VolumeExpansion(context, events);
        Controller controller = context.controller("volume_expand", expansion);
        expansion.claims.addHandler(ChangeHandler.of(claim -> {
            if (wantsMore(claim)) {
                controller.enqueue(claim);
            }
        }));
        return Part.of(controller, events);
    }

    /** Whether a bound claim asks for more than it has. */
    static boolean wantsMore(PersistentVolumeClaim claim) {
        return claim.getStatus() != null
                && "Bound".equals(claim.getStatus().getPhase())
                && claim.getStatus().getCapacity() != null
                && requested(claim).compareTo(size(claim.getStatus().getCapacity())) > 0;
    }

    private static BigDecimal requested(PersistentVolumeClaim claim) {
        return claim.getSpec().getResources() == null
                ? BigDecimal.ZERO
                : size(claim.getSpec().getResources().getRequests());
    }

    private static BigDecimal size(@Nullable Map<String, Quantity> amounts) {
        Quantity storage = amounts == null ? null : amounts.get(STORAGE);
        return storage == null ? BigDecimal.ZERO : Quantity.getAmountInBytes(storage);
    }

    @Override
    public Result reconcile(Key key) {
        PersistentVolumeClaim claim = claims.get(key.namespace(), key.name());
        PersistentVolume volume = claim == null
                ? null
                : volumes.get(null, String.valueOf(claim.getSpec().getVolumeName()));
        if (claim != null && volume != null) {
            switch (step(claim, volume)) {
                case NONE -> {}
                case SAY_WHO ->
                    events.normal(claim, "ExternalExpanding", "waiting for an external controller to expand this PVC");
                case GROW -> grow(claim, volume);
            }
        }
        return Result.done();
    }

    /** What is to be done about a claim. */
    enum Step {
        NONE,
        /** The volume's driver has to do it. */
        SAY_WHO,
        GROW
    }

    static Step step(PersistentVolumeClaim claim, PersistentVolume volume) {
        if (!wantsMore(claim) || !isOf(volume, claim)) {
            return Step.NONE;
        }
        boolean isNumber =
                volume.getSpec().getHostPath() != null || volume.getSpec().getLocal() != null;
        return isNumber ? Step.GROW : Step.SAY_WHO;
    }

    private static boolean isOf(PersistentVolume volume, PersistentVolumeClaim claim) {
        return volume.getSpec().getClaimRef() != null
                && claim.getMetadata()
                        .getUid()
                        .equals(volume.getSpec().getClaimRef().getUid());
    }

    /** First the volume, then what the claim has: a crash between is made up for by the next look. */
    private void grow(PersistentVolumeClaim claim, PersistentVolume volume) {
        Quantity wanted = claim.getSpec().getResources().getRequests().get(STORAGE);
        if (size(volume.getSpec().getCapacity()).compareTo(requested(claim)) < 0) {
            volumeClient.update(new PersistentVolumeBuilder(volume)
                    .editSpec()
                    .addToCapacity(STORAGE, wanted)
                    .endSpec()
                    .build());
        }
        claimClient.updateStatus(new PersistentVolumeClaimBuilder(claim)
                .editStatus()
                .addToCapacity(STORAGE, wanted)
                .withConditions(List.of())
                .withAllocatedResourceStatuses(Map.of())
                .endStatus()
                .build());
        events.normal(claim, "VolumeResizeSuccessful", "Resize volume succeeded");
    }
}
