package io.jubernetes.testing.simulation.plane;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.random.RandomGenerator;

/** StatefulSets of a scenario. */
record StatefulSetShape(String name, int replicas, boolean parallel) {

    static final int MOST_REPLICAS = 3;

    static StatefulSetShape draw(String name, RandomGenerator random) {
        return new StatefulSetShape(name, 1 + random.nextInt(MOST_REPLICAS), random.nextBoolean());
    }

    StatefulSet statefulSet() {
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
