package io.jubernetes.controllers.statefulset;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.pods.PodTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a StatefulSet's pods and their claims: what tells one from the other is its ordinal. */
final class SetPods {

    private SetPods() {}

    static Pod pod(StatefulSet set, PodTemplateSpec template, String revision, int ordinal) {
        Pod form = PodTemplates.instantiate(template, set);
        String name = set.getMetadata().getName() + "-" + ordinal;
        return new PodBuilder(form)
                .editMetadata()
                .withGenerateName(null)
                .withName(name)
                .addToLabels(SetFacts.POD_NAME, name)
                .addToLabels(SetFacts.POD_INDEX, Integer.toString(ordinal))
                .addToLabels(SetFacts.REVISION, revision)
                .endMetadata()
                .editSpec()
                .withHostname(name)
                .withSubdomain(set.getSpec().getServiceName())
                .withVolumes(volumes(set, form.getSpec().getVolumes(), ordinal))
                .endSpec()
                .build();
    }

    static boolean hasIdentity(StatefulSet set, Pod pod) {
        Map<String, String> labels = LabelMatch.labels(pod);
        return pod.getMetadata().getName().equals(labels.get(SetFacts.POD_NAME))
                && Integer.toString(SetFacts.ordinal(set, pod)).equals(labels.get(SetFacts.POD_INDEX));
    }

    static Pod withIdentity(StatefulSet set, Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .addToLabels(SetFacts.POD_NAME, pod.getMetadata().getName())
                .addToLabels(SetFacts.POD_INDEX, Integer.toString(SetFacts.ordinal(set, pod)))
                .endMetadata()
                .build();
    }

    /** A claim's volume takes the place of the template's volume of that name. */
    private static List<Volume> volumes(StatefulSet set, List<Volume> template, int ordinal) {
        List<Volume> volumes = new ArrayList<>();
        for (PersistentVolumeClaim claim : set.getSpec().getVolumeClaimTemplates()) {
            volumes.add(new VolumeBuilder()
                    .withName(claim.getMetadata().getName())
                    .withNewPersistentVolumeClaim()
                    .withClaimName(claimName(set, claim, ordinal))
                    .endPersistentVolumeClaim()
                    .build());
        }
        List<String> taken = volumes.stream().map(Volume::getName).toList();
        template.stream().filter(volume -> !taken.contains(volume.getName())).forEach(volumes::add);
        return volumes;
    }

    static List<PersistentVolumeClaim> claims(StatefulSet set, int ordinal) {
        return set.getSpec().getVolumeClaimTemplates().stream()
                .map(template -> new PersistentVolumeClaimBuilder(template)
                        .editMetadata()
                        .withName(claimName(set, template, ordinal))
                        .withNamespace(set.getMetadata().getNamespace())
                        .addToLabels(set.getSpec().getSelector().getMatchLabels())
                        .endMetadata()
                        .withStatus(null)
                        .build())
                .toList();
    }

    private static String claimName(StatefulSet set, PersistentVolumeClaim template, int ordinal) {
        return template.getMetadata().getName() + "-" + set.getMetadata().getName() + "-" + ordinal;
    }
}
