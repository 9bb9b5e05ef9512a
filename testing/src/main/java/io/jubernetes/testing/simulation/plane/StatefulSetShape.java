package io.jubernetes.testing.simulation.plane;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.random.RandomGenerator;

/**
 * StatefulSets of a scenario.
 *
 * @param claims whether each pod has a volume of its own, on its node
 */
record StatefulSetShape(String name, int replicas, boolean parallel, boolean claims) {

    static final int MOST_REPLICAS = 3;

    static StatefulSetShape draw(String name, RandomGenerator random) {
        return new StatefulSetShape(
                name, 1 + random.nextInt(MOST_REPLICAS), random.nextBoolean(), random.nextInt(3) == 0);
    }

    StatefulSet statefulSet() {
        return claims ? withClaims(bare()) : bare();
    }

    private static StatefulSet withClaims(StatefulSet set) {
        return new StatefulSetBuilder(set)
                .editSpec()
                .addNewVolumeClaimTemplate()
                .withNewMetadata()
                .withName("data")
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName("local-path")
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .endVolumeClaimTemplate()
                .endSpec()
                .build();
    }

    private StatefulSet bare() {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withServiceName(name)
                .withPodManagementPolicy(parallel ? "Parallel" : "OrderedReady")
                .withNewSelector()
                .addToMatchLabels("app", name)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("server:v1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
