package io.jubernetes.controllers.pods;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jubernetes.controllers.ownership.Owners;
import java.util.List;
import java.util.Map;

/** Makes pods from a controller's template. */
public final class PodTemplates {

    private PodTemplates() {}

    /** A pod of the template, controlled by the owner, with a name that the server makes from the owner's. */
    public static Pod instantiate(PodTemplateSpec template, HasMetadata owner) {
        ObjectMeta metadata = template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(owner.getMetadata().getNamespace())
                .withGenerateName(owner.getMetadata().getName() + "-")
                .withLabels(orEmpty(metadata.getLabels()))
                .withAnnotations(orEmpty(metadata.getAnnotations()))
                .withFinalizers(metadata.getFinalizers() == null ? List.of() : metadata.getFinalizers())
                .withOwnerReferences(Owners.controlledBy(owner))
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    private static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
