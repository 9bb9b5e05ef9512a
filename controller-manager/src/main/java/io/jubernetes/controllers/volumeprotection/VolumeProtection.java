package io.jubernetes.controllers.volumeprotection;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.util.List;

/** The controllers of claims and of volumes. */
public final class VolumeProtection {

    private VolumeProtection() {}

    /** A change of a claim, and the end of a pod that names it, can alter the decision. */
    public static Part ofClaims(ControllerContext context) {
        Informer<PersistentVolumeClaim> claims = context.informers().informerFor(PersistentVolumeClaim.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        context.indexes().ensure(pods, PodsOfClaims.INDEX, PodsOfClaims::keys);
        ResourceClient<Pod> livePods = context.client().resources(Pod.class);
        Controller controller = context.controller(
                "persistentvolumeclaim-protection",
                new Protection<>(
                        claims,
                        context.client().resources(PersistentVolumeClaim.class),
                        "kubernetes.io/pvc-protection",
                        // the informer may lag: before a claim goes, the server is asked
                        claim -> isUsed(claim, pods.byIndex(PodsOfClaims.INDEX, PodsOfClaims.key(claim)))
                                || isUsed(
                                        claim,
                                        livePods.list(ListOptions.in(
                                                        claim.getMetadata().getNamespace()))
                                                .items())));
        claims.addHandler(ChangeHandler.of(controller::enqueue));
        pods.addHandler(new PodHandler(controller));
        return Part.of(controller);
    }

    /** Only changes of a volume itself can alter the decision. */
    public static Part ofVolumes(ControllerContext context) {
        Informer<PersistentVolume> volumes = context.informers().informerFor(PersistentVolume.class);
        Controller controller = context.controller(
                "persistentvolume-protection",
                new Protection<>(
                        volumes,
                        context.client().resources(PersistentVolume.class),
                        "kubernetes.io/pv-protection",
                        volume -> volume.getStatus() != null
                                && "Bound".equals(volume.getStatus().getPhase())));
        volumes.addHandler(ChangeHandler.of(controller::enqueue));
        return Part.of(controller);
    }

    private static boolean isUsed(PersistentVolumeClaim claim, List<Pod> pods) {
        String name = claim.getMetadata().getName();
        return pods.stream().anyMatch(pod -> ClaimUse.of(pod).contains(name));
    }

    private record PodHandler(Controller controller) implements ChangeHandler<Pod> {

        @Override
        public void added(Pod pod) {
            // a pod that comes keeps a claim, it does not free one
        }

        @Override
        public void updated(Pod old, Pod pod) {
            if (!old.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
                deleted(old);
            }
        }

        @Override
        public void deleted(Pod last) {
            ClaimUse.named(last)
                    .forEach(name ->
                            controller.enqueue(new Key(last.getMetadata().getNamespace(), name)));
        }
    }
}
