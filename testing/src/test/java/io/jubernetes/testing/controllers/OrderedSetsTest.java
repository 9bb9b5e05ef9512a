package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.DeleteOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** StatefulSets and DaemonSets against a real API server. */
@Timeout(120)
class OrderedSetsTest {

    private static ClusterContext cluster;

    @BeforeAll
    static void start() {
        cluster = ClusterContext.withNodes("node-a", "node-b");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static PodTemplateSpec template(String name, String version) {
        return ClusterContext.deployment(name, 1, version).getSpec().getTemplate();
    }

    private static List<Pod> podsOf(String app) {
        return cluster.list(Pod.class).stream()
                .filter(pod -> app.equals(pod.getMetadata().getLabels().get("app")))
                .toList();
    }

    private static boolean allHave(String app, int count, String version) {
        return podsOf(app).size() == count
                && podsOf(app).stream()
                        .allMatch(pod -> pod.getSpec()
                                .getContainers()
                                .getFirst()
                                .getImage()
                                .equals("server:" + version));
    }

    private static ObjectNode toVersion2() {
        ObjectNode patch = Json.object();
        ObjectNode pod = patch.putObject("spec").putObject("template").putObject("spec");
        pod.putArray("containers").addObject().put("name", "main").put("image", "server:v2");
        return patch;
    }

    private static StatefulSet statefulSet(String version) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("db")
                .endMetadata()
                .withNewSpec()
                .withReplicas(3)
                .withServiceName("db")
                .withNewSelector()
                .addToMatchLabels("app", "db")
                .endSelector()
                .withNewPersistentVolumeClaimRetentionPolicy("Retain", "Delete")
                .withTemplate(template("db", version))
                .addNewVolumeClaimTemplate()
                .withNewMetadata()
                .withName("data")
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withResources(new VolumeResourceRequirementsBuilder()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .build())
                .endSpec()
                .endVolumeClaimTemplate()
                .endSpec()
                .build();
    }

    @Test
    void aStatefulSetKeepsNamesAndClaimsThroughARollout() {
        StatefulSet created = cluster.client().resources(StatefulSet.class).create(statefulSet("v1"));
        await(
                "three pods",
                () -> Integer.valueOf(3)
                        .equals(cluster.get(StatefulSet.class, "db").getStatus().getAvailableReplicas()));
        assertThat(podsOf("db")).extracting(pod -> pod.getMetadata().getName()).containsExactly("db-0", "db-1", "db-2");
        assertThat(cluster.list(PersistentVolumeClaim.class))
                .extracting(claim -> claim.getMetadata().getName())
                .containsExactly("data-db-0", "data-db-1", "data-db-2");
        String before = cluster.get(StatefulSet.class, "db").getStatus().getCurrentRevision();
        ObjectNode change = toVersion2();
        change.withObjectProperty("spec").put("replicas", 2);
        cluster.client().resources(StatefulSet.class).patch("default", "db", PatchType.STRATEGIC, change);
        await("the rollout", () -> {
            StatefulSet set = cluster.get(StatefulSet.class, "db");
            return allHave("db", 2, "v2")
                    && Integer.valueOf(2).equals(set.getStatus().getUpdatedReplicas())
                    && set.getStatus()
                            .getUpdateRevision()
                            .equals(set.getStatus().getCurrentRevision());
        });
        assertThat(cluster.get(StatefulSet.class, "db").getStatus().getCurrentRevision())
                .isNotEqualTo(before);
        assertThat(cluster.list(ControllerRevision.class).stream()
                        .filter(revision -> revision.getMetadata().getOwnerReferences().stream()
                                .anyMatch(owner -> owner.getUid()
                                        .equals(created.getMetadata().getUid()))))
                .hasSize(2);
        await(
                "the claim of the pod that was too many is gone",
                () -> !cluster.exists(PersistentVolumeClaim.class, "data-db-2"));
    }

    @Test
    void aDaemonSetHasAPodOnEachNode() {
        DaemonSet form = new DaemonSetBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("agent")
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .addToMatchLabels("app", "agent")
                .endSelector()
                .withTemplate(template("agent", "v1"))
                .endSpec()
                .build();
        cluster.client().resources(DaemonSet.class).create(form);
        await(
                "two pods",
                () -> Integer.valueOf(2)
                        .equals(cluster.get(DaemonSet.class, "agent")
                                .getStatus()
                                .getNumberAvailable()));
        assertThat(podsOf("agent"))
                .extracting(pod -> pod.getSpec().getNodeName())
                .containsExactlyInAnyOrder("node-a", "node-b");
        cluster.addNode("node-c");
        await("a third", () -> podsOf("agent").size() == 3);
        cluster.client().resources(DaemonSet.class).patch("default", "agent", PatchType.STRATEGIC, toVersion2());
        await(
                "the rollout",
                () -> allHave("agent", 3, "v2")
                        && Integer.valueOf(3)
                                .equals(cluster.get(DaemonSet.class, "agent")
                                        .getStatus()
                                        .getUpdatedNumberScheduled()));
        cluster.client().resources(Node.class).delete(null, "node-c", DeleteOptions.DEFAULT);
        await(
                "two nodes",
                () -> Integer.valueOf(2)
                        .equals(cluster.get(DaemonSet.class, "agent")
                                .getStatus()
                                .getDesiredNumberScheduled()));
    }
}
