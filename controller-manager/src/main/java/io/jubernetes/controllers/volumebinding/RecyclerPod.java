package io.jubernetes.controllers.volumebinding;

import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.List;
import java.util.Map;

/** The pod that empties a volume, named and made as upstream's. */
final class RecyclerPod {

    static final String NAMESPACE = "default";
    private static final String PREFIX = "recycler-for-";
    private static final String CLAIM = "pv.kubernetes.io/recycled-claim";
    private static final long DEADLINE_SECONDS = 300;
    private static final String IMAGE = "registry.k8s.io/debian-base:v2.0.0";
    private static final String EMPTY_IT =
            "test -e /scrub && find /scrub -mindepth 1 -delete && test -z \"$(ls -A /scrub)\" || exit 1";

    private RecyclerPod() {}

    static String name(String volume) {
        return PREFIX + volume;
    }

    /** The volume that a pod empties; empty when it does something else. */
    static String volume(Pod pod) {
        String name = pod.getMetadata().getName();
        boolean ours = NAMESPACE.equals(pod.getMetadata().getNamespace()) && name.startsWith(PREFIX);
        return ours ? name.substring(PREFIX.length()) : "";
    }

    /** Whether the pod empties the volume of what its last claim left. */
    static boolean isFor(Pod pod, PersistentVolume volume) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return annotations != null
                && VolumeFacts.text(volume.getSpec().getClaimRef().getUid()).equals(annotations.get(CLAIM));
    }

    static Pod of(PersistentVolume volume) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name(volume.getMetadata().getName()))
                .addToAnnotations(
                        CLAIM, VolumeFacts.text(volume.getSpec().getClaimRef().getUid()))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(DEADLINE_SECONDS)
                .withVolumes(source(volume))
                .addNewContainer()
                .withName("pv-recycler")
                .withImage(IMAGE)
                .withCommand("/bin/sh")
                .withArgs("-c", EMPTY_IT)
                .addNewVolumeMount()
                .withName("vol")
                .withMountPath("/scrub")
                .endVolumeMount()
                .endContainer()
                .endSpec();
        return onItsNode(pod, volume).build();
    }

    private static Volume source(PersistentVolume volume) {
        return new VolumeBuilder()
                .withName("vol")
                .withHostPath(volume.getSpec().getHostPath())
                .withNfs(volume.getSpec().getNfs())
                .build();
    }

    private static PodBuilder onItsNode(PodBuilder pod, PersistentVolume volume) {
        if (volume.getSpec().getNodeAffinity() == null
                || volume.getSpec().getNodeAffinity().getRequired() == null) {
            return pod;
        }
        List<NodeSelectorTerm> terms =
                volume.getSpec().getNodeAffinity().getRequired().getNodeSelectorTerms();
        return pod.editSpec()
                .withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withNodeSelectorTerms(terms)
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .endSpec();
    }
}
