package io.jubernetes.controllers.volumebinding;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
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
import org.jspecify.annotations.Nullable;

/** Empties released volumes whose policy is {@code Recycle}, by a pod, and makes them available again. */
final class Recycling implements Reconciler {

    private final Informer<PersistentVolume> volumes;
    private final Informer<Pod> pods;
    private final ResourceClient<PersistentVolume> volumeClient;
    private final ResourceClient<Pod> podClient;
    private final EventRecorder events;

    private Recycling(ControllerContext context, EventRecorder events) {
        this.volumes = context.informers().informerFor(PersistentVolume.class);
        this.pods = context.informers().informerFor(Pod.class);
        this.volumeClient = context.client().resources(PersistentVolume.class);
        this.podClient = context.client().resources(Pod.class);
        this.events = events;
    }

    static Part create(ControllerContext context, EventRecorder events) {
        Recycling recycling = new Recycling(context, events);
        Controller controller = context.controller("persistentvolume-recycler", recycling);
        recycling.volumes.addHandler(ChangeHandler.of(volume -> {
            if ("Recycle".equals(volume.getSpec().getPersistentVolumeReclaimPolicy())) {
                controller.enqueue(volume);
            }
        }));
        recycling.pods.addHandler(ChangeHandler.of(pod -> {
            String volume = RecyclerPod.volume(pod);
            if (!volume.isEmpty()) {
                controller.enqueue(new Key("", volume));
            }
        }));
        return Part.of(controller);
    }

    @Override
    public Result reconcile(Key key) {
        PersistentVolume volume = volumes.get(null, key.name());
        Pod pod = pods.get(RecyclerPod.NAMESPACE, RecyclerPod.name(key.name()));
        boolean due = volume != null && isDue(volume);
        if (pod != null && (volume == null || !due || !RecyclerPod.isFor(pod, volume))) {
            delete(pod);
        } else if (volume != null && due) {
            advance(volume, pod);
        }
        return Result.done();
    }

    private static boolean isDue(PersistentVolume volume) {
        return "Recycle".equals(volume.getSpec().getPersistentVolumeReclaimPolicy())
                && VolumeFacts.phase(volume).equals("Released")
                && volume.getSpec().getClaimRef() != null
                && VolumeFacts.isRecyclable(volume)
                && volume.getMetadata().getDeletionTimestamp() == null;
    }

    private void advance(PersistentVolume volume, @Nullable Pod pod) {
        String phase = pod == null || pod.getStatus() == null
                ? ""
                : VolumeFacts.text(pod.getStatus().getPhase());
        if (pod == null) {
            create(volume);
        } else if (phase.equals("Succeeded")) {
            volumeClient.update(new PersistentVolumeBuilder(volume)
                    .editMetadata()
                    .removeFromAnnotations(VolumeFacts.BOUND_BY_CONTROLLER)
                    .endMetadata()
                    .editSpec()
                    .withClaimRef(null)
                    .endSpec()
                    .build());
            events.normal(volume, "VolumeRecycled", "Volume recycled");
        } else if (phase.equals("Failed")) {
            String message =
                    "Recycle failed: " + VolumeFacts.text(pod.getStatus().getMessage());
            volumeClient.updateStatus(new PersistentVolumeBuilder(volume)
                    .editStatus()
                    .withPhase("Failed")
                    .withReason("VolumeFailedRecycle")
                    .withMessage(message)
                    .endStatus()
                    .build());
            events.warning(volume, "VolumeFailedRecycle", message);
        }
    }

    private void create(PersistentVolume volume) {
        try {
            podClient.create(RecyclerPod.of(volume));
        } catch (ApiException e) {
            if (!e.is(StatusReason.AlreadyExists)) {
                throw e;
            }
        }
    }

    private void delete(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        try {
            podClient.delete(
                    RecyclerPod.NAMESPACE,
                    pod.getMetadata().getName(),
                    DeleteOptions.DEFAULT.ifUid(pod.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }
}
