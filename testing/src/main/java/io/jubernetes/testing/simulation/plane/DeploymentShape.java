package io.jubernetes.testing.simulation.plane;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.random.RandomGenerator;

/** Deployments of a scenario: all fit on the nodes, just so. */
record DeploymentShape(String name, int replicas, IntOrString surge, IntOrString unavailable) {

    static final int MOST_REPLICAS = 4;

    private static final String CPU = "300m";

    private static final List<List<IntOrString>> BOUNDS = List.of(
            List.of(new IntOrString(1), new IntOrString(0)),
            List.of(new IntOrString(0), new IntOrString(1)),
            List.of(new IntOrString("25%"), new IntOrString("25%")),
            List.of(new IntOrString(2), new IntOrString(1)),
            List.of(new IntOrString("50%"), new IntOrString(0)));

    static DeploymentShape draw(String name, RandomGenerator random) {
        List<IntOrString> bounds = BOUNDS.get(random.nextInt(BOUNDS.size()));
        return new DeploymentShape(name, 1 + random.nextInt(MOST_REPLICAS), bounds.get(0), bounds.get(1));
    }

    Deployment deployment() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app", name)
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(surge)
                .withMaxUnavailable(unavailable)
                .endRollingUpdate()
                .endStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("server:v1")
                .withNewResources()
                .addToRequests("cpu", new Quantity(CPU))
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
