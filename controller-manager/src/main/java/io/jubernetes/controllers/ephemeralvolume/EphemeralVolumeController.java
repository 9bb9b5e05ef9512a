package io.jubernetes.controllers.ephemeralvolume;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
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
import io.jubernetes.controllers.ownership.LiveOwner;
import io.jubernetes.controllers.ownership.Owners;

/** Makes the claims of pods' ephemeral volumes. */
public final class EphemeralVolumeController implements Reconciler {

    private final Informer<Pod> pods;
    private final Informer<PersistentVolumeClaim> claims;
    private final ResourceClient<PersistentVolumeClaim> client;
    private final LiveOwner<Pod> live;
    private final EventRecorder events;

    private EphemeralVolumeController(ControllerContext context, EventRecorder events) {
        this.pods = context.informers().informerFor(Pod.class);
        this.claims = context.informers().informerFor(PersistentVolumeClaim.class);
        this.client = context.client().resources(PersistentVolumeClaim.class);
        this.live = new LiveOwner<>(context.client().resources(Pod.class));
        this.events = events;
    }

    public static Part create(ControllerContext context) {
        EventRecorder events = context.events("ephemeral_volume");
        EphemeralVolumeController ephemeral = new EphemeralVolumeController(context, events);
        Controller controller = context.controller("ephemeral-volume", ephemeral);
        ephemeral.pods.addHandler(ChangeHandler.of(pod -> {
            if (!EphemeralClaim.volumes(pod).isEmpty()) {
                controller.enqueue(pod);
            }
        }));
        // a claim that was deleted, or stood in the way
        ephemeral.claims.addHandler(ChangeHandler.of(claim -> {
            var owner = Owners.controllerOf(claim);
            if (owner != null && "Pod".equals(owner.getKind())) {
                controller.enqueue(new Key(claim.getMetadata().getNamespace(), owner.getName()));
            }
        }));
        return Part.of(controller, events);
    }

    @Override
    public Result reconcile(Key key) {
        Pod pod = pods.get(key.namespace(), key.name());
        if (pod != null) {
            EphemeralClaim.volumes(pod).forEach(volume -> ensure(pod, volume));
        }
        return Result.done();
    }

    private void ensure(Pod pod, Volume volume) {
        PersistentVolumeClaim present = claims.get(pod.getMetadata().getNamespace(), EphemeralClaim.name(pod, volume));
        try {
            if (present == null) {
                create(pod, volume);
            } else if (!Owners.isControlledBy(present, pod)) {
                throw new IllegalStateException("PVC \"" + present.getMetadata().getName()
                        + "\" was not created for pod \"" + pod.getMetadata().getName() + "\" (pod is not owner)");
            }
        } catch (RuntimeException e) {
            events.warning(pod, "FailedBinding", "ephemeral volume " + volume.getName() + ": " + e.getMessage());
            throw e;
        }
    }

    private void create(Pod pod, Volume volume) {
        try {
            if (live.isStillThere(pod)) {
                client.create(EphemeralClaim.of(pod, volume));
            }
        } catch (ApiException e) {
            boolean leaving = e.details().causes().stream().anyMatch(c -> "NamespaceTerminating".equals(c.reason()));
            // the cache will show whose it is
            if (!e.is(StatusReason.AlreadyExists) && !leaving) {
                throw e;
            }
        }
    }
}
