package io.jubernetes.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.jubernetes.controllers.ownership.Owners;
import io.jubernetes.controllers.pods.TemplateHash;
import java.util.Map;
import java.util.TreeMap;

/** Makes the ReplicaSet for a Deployment's present template. */
final class NewSet {

    private NewSet() {}

    static ReplicaSet of(Deployment deployment, int replicas, long revision) {
        Integer collisions =
                deployment.getStatus() == null ? null : deployment.getStatus().getCollisionCount();
        String hash = TemplateHash.of(deployment.getSpec().getTemplate(), collisions);
        Strategy strategy = Strategy.of(deployment);
        Map<String, String> annotations = Annotations.withScale(
                Annotations.forNewest(new TreeMap<>(), deployment, revision), strategy.replicas(), strategy.maxTotal());
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withNamespace(deployment.getMetadata().getNamespace())
                .withName(deployment.getMetadata().getName() + "-" + hash)
                .withLabels(labels(deployment))
                .addToLabels(Sets.HASH_LABEL, hash)
                .withAnnotations(annotations)
                .withOwnerReferences(Owners.controlledBy(deployment))
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withMinReadySeconds(deployment.getSpec().getMinReadySeconds())
                .withSelector(deployment.getSpec().getSelector())
                .editOrNewSelector()
                .addToMatchLabels(Sets.HASH_LABEL, hash)
                .endSelector()
                .withTemplate(deployment.getSpec().getTemplate())
                .editOrNewTemplate()
                .editOrNewMetadata()
                .addToLabels(Sets.HASH_LABEL, hash)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Map<String, String> labels(Deployment deployment) {
        Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata() == null
                ? null
                : deployment.getSpec().getTemplate().getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }
}
