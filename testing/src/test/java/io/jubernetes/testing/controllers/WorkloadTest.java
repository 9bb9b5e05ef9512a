package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.json.KubernetesJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkloadTest {

    private final ClusterContext cluster = ClusterContext.withNodes("node-a", "node-b");

    @AfterEach
    void close() {
        cluster.close();
    }

    private void image(String deployment, String version) {
        Deployment present = cluster.get(Deployment.class, deployment);
        cluster.client()
                .resources(Deployment.class)
                .patch(
                        "default",
                        deployment,
                        PatchType.STRATEGIC,
                        KubernetesJson.toTree(new DeploymentBuilder()
                                .withSpec(ClusterContext.deployment(
                                                deployment, present.getSpec().getReplicas(), version)
                                        .getSpec())
                                .build()));
    }

    @Test
    void aDeploymentRollsOutAndIsReplacedWithoutLeavingItsBounds() {
        cluster.createDeployment("web", 4);
        await("the first rollout", () -> cluster.isRolledOut("web"));
        assertThat(cluster.readyPods()).hasSize(4);
        assertThat(cluster.readyPods())
                .extracting(pod -> pod.getSpec().getNodeName())
                .contains("node-a", "node-b");
        image("web", "v2");
        await("the second rollout", () -> {
            assertThat(cluster.readyPods()).hasSizeGreaterThanOrEqualTo(3);
            return cluster.isRolledOut("web");
        });
        assertThat(cluster.readyPods())
                .allSatisfy(pod -> assertThat(
                                pod.getSpec().getContainers().getFirst().getImage())
                        .isEqualTo("server:v2"));
        assertThat(cluster.list(ReplicaSet.class))
                .extracting(set -> set.getSpec().getReplicas())
                .containsExactlyInAnyOrder(0, 4);
        assertThat(cluster.get(Deployment.class, "web").getMetadata().getAnnotations())
                .containsEntry("deployment.kubernetes.io/revision", "2");
        await(
                "events",
                () -> cluster.list(Event.class).stream()
                        .anyMatch(event -> String.valueOf(event.getMessage())
                                .matches("Scaled up replica set web-.* from 0 to 4")));
    }

    @Test
    void aDeletedPodIsReplaced() {
        cluster.createDeployment("web", 2);
        await("the rollout", () -> cluster.isRolledOut("web"));
        Pod victim = cluster.readyPods().getFirst();
        cluster.client()
                .resources(Pod.class)
                .delete("default", victim.getMetadata().getName(), DeleteOptions.DEFAULT);
        await(
                "the replacement",
                () -> cluster.readyPods().size() == 2
                        && cluster.readyPods().stream()
                                .noneMatch(pod -> pod.getMetadata()
                                        .getUid()
                                        .equals(victim.getMetadata().getUid())));
    }

    @Test
    void aReplicaSetAdoptsWhatMatchesAndReleasesWhatDoesNot() {
        cluster.client()
                .resources(Pod.class)
                .create(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("stray")
                        .addToLabels("app", "db")
                        .endMetadata()
                        .withSpec(ClusterContext.deployment("db", 1, "v1")
                                .getSpec()
                                .getTemplate()
                                .getSpec())
                        .build());
        Deployment form = ClusterContext.deployment("db", 1, "v1");
        cluster.client()
                .resources(ReplicaSet.class)
                .create(new ReplicaSetBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("db")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(2)
                        .withSelector(form.getSpec().getSelector())
                        .withTemplate(form.getSpec().getTemplate())
                        .endSpec()
                        .build());
        await(
                "adoption",
                () -> cluster.readyPods().size() == 2
                        && !cluster.get(Pod.class, "stray")
                                .getMetadata()
                                .getOwnerReferences()
                                .isEmpty());
        Pod stray = cluster.get(Pod.class, "stray");
        cluster.client()
                .resources(Pod.class)
                .patch(
                        "default",
                        "stray",
                        PatchType.MERGE,
                        KubernetesJson.toTree(new PodBuilder()
                                .withNewMetadata()
                                .addToLabels("app", "elsewhere")
                                .endMetadata()
                                .build()));
        await(
                "release and replacement",
                () -> cluster.readyPods().size() == 3
                        && cluster.get(Pod.class, "stray")
                                .getMetadata()
                                .getOwnerReferences()
                                .isEmpty());
        assertThat(cluster.get(Pod.class, "stray").getMetadata().getUid())
                .isEqualTo(stray.getMetadata().getUid());
    }

    @Test
    void aServiceHasTheAddressesOfItsReadyPods() {
        cluster.createDeployment("web", 3);
        cluster.client()
                .resources(Service.class)
                .create(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("web")
                        .endMetadata()
                        .withNewSpec()
                        .addToSelector("app", "web")
                        .addNewPort()
                        .withPort(80)
                        .withTargetPort(new IntOrString("http"))
                        .endPort()
                        .endSpec()
                        .build());
        await(
                "three endpoints",
                () -> cluster.list(EndpointSlice.class).stream()
                                .filter(slice -> slice.getMetadata().getName().startsWith("web-"))
                                .flatMap(slice -> slice.getEndpoints().stream())
                                .filter(endpoint -> Boolean.TRUE.equals(
                                        endpoint.getConditions().getReady()))
                                .count()
                        == 3);
        await(
                "three addresses",
                () -> cluster.exists(Endpoints.class, "web")
                        && cluster.get(Endpoints.class, "web").getSubsets().stream()
                                        .mapToInt(
                                                subset -> subset.getAddresses().size())
                                        .sum()
                                == 3);
        assertThat(cluster.list(EndpointSlice.class).stream()
                        .filter(slice -> slice.getMetadata().getName().startsWith("web-"))
                        .flatMap(slice -> slice.getPorts().stream()))
                .allSatisfy(port -> assertThat(port.getPort()).isEqualTo(8080));
    }

    @Test
    void anUnschedulablePodSaysWhyAndIsPlacedWhenANodeComes() {
        cluster.client()
                .resources(Pod.class)
                .create(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("picky")
                        .endMetadata()
                        .withNewSpec()
                        .addToNodeSelector("kubernetes.io/hostname", "nowhere")
                        .addNewContainer()
                        .withName("main")
                        .withImage("server")
                        .endContainer()
                        .endSpec()
                        .build());
        await(
                "the condition",
                () -> cluster.get(Pod.class, "picky").getStatus().getConditions().stream()
                        .anyMatch(
                                c -> "Unschedulable".equals(c.getReason())
                                        && c.getMessage()
                                                .startsWith(
                                                        "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.")));
        cluster.client()
                .resources(Node.class)
                .patch(
                        null,
                        "node-a",
                        PatchType.MERGE,
                        KubernetesJson.toTree(new NodeBuilder()
                                .withNewMetadata()
                                .addToLabels("kubernetes.io/hostname", "nowhere")
                                .endMetadata()
                                .build()));
        await(
                "the placement",
                () -> "node-a".equals(cluster.get(Pod.class, "picky").getSpec().getNodeName()));
    }
}
