package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CleanupTest {

    private final ClusterContext cluster = ClusterContext.withNodes("node-a");

    @AfterEach
    void close() {
        cluster.close();
    }

    private void delete(String deployment, String policy) {
        cluster.client()
                .resources(Deployment.class)
                .delete("default", deployment, DeleteOptions.DEFAULT.propagation(policy));
    }

    @Test
    void inTheBackgroundDependentsGoAfterTheirOwner() {
        cluster.createDeployment("web", 2);
        await("the rollout", () -> cluster.isRolledOut("web"));
        delete("web", "Background");
        assertThat(cluster.exists(Deployment.class, "web")).isFalse();
        await(
                "all gone",
                () -> cluster.list(ReplicaSet.class).isEmpty()
                        && cluster.list(Pod.class).isEmpty());
    }

    @Test
    void inTheForegroundTheOwnerWaitsForItsDependents() {
        cluster.createDeployment("web", 2);
        await("the rollout", () -> cluster.isRolledOut("web"));
        delete("web", "Foreground");
        await("all gone", () -> {
            boolean gone = !cluster.exists(Deployment.class, "web");
            if (gone) {
                assertThat(cluster.list(ReplicaSet.class)).isEmpty();
                assertThat(cluster.list(Pod.class)).isEmpty();
            }
            return gone;
        });
    }

    @Test
    void orphansStay() {
        cluster.createDeployment("web", 2);
        await("the rollout", () -> cluster.isRolledOut("web"));
        delete("web", "Orphan");
        await("the owner gone", () -> !cluster.exists(Deployment.class, "web"));
        List<ReplicaSet> sets = cluster.list(ReplicaSet.class);
        assertThat(sets).hasSize(1);
        assertThat(sets.getFirst().getMetadata().getOwnerReferences()).isEmpty();
        assertThat(cluster.readyPods()).hasSize(2);
    }

    @Test
    void anObjectOfAnOwnerThatNeverWasGoes() {
        ConfigMap ghost = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("ghost")
                .withUid("00000000-0000-0000-0000-000000000000")
                .endMetadata()
                .build();
        cluster.createConfigMap("child", ghost);
        await("the child gone", () -> !cluster.exists(ConfigMap.class, "child"));
    }

    @Test
    void anObjectWithAnotherOwnerLeftStays() {
        ResourceClient<ConfigMap> maps = cluster.client().resources(ConfigMap.class);
        ConfigMap one = cluster.createConfigMap("one");
        ConfigMap two = cluster.createConfigMap("two");
        cluster.createConfigMap("child", one, two);
        maps.delete("default", "one", DeleteOptions.DEFAULT.propagation("Background"));
        await(
                "the reference gone",
                () -> cluster.get(ConfigMap.class, "child").getMetadata().getOwnerReferences().stream()
                        .map(OwnerReference::getName)
                        .toList()
                        .equals(List.of("two")));
        maps.delete("default", "two", DeleteOptions.DEFAULT.propagation("Background"));
        await("the child gone", () -> !cluster.exists(ConfigMap.class, "child"));
    }

    @Test
    void aDeletedNamespaceIsEmptiedAndGoes() {
        cluster.createNamespace("team");
        await(
                "its defaults",
                () -> cluster.client()
                                .resources(ServiceAccount.class)
                                .find("team", "default")
                                .isPresent()
                        && cluster.client()
                                .resources(ConfigMap.class)
                                .find("team", "kube-root-ca.crt")
                                .isPresent());
        cluster.client()
                .resources(Deployment.class)
                .create(new DeploymentBuilder(ClusterContext.deployment("web", 2, "v1"))
                        .editMetadata()
                        .withNamespace("team")
                        .endMetadata()
                        .build());
        await(
                "its pods",
                () -> cluster.client()
                                .resources(Pod.class)
                                .list(ListOptions.in("team"))
                                .items()
                                .size()
                        == 2);
        cluster.client().resources(Namespace.class).delete(null, "team", DeleteOptions.DEFAULT);
        await(
                "the namespace gone",
                () -> cluster.client()
                        .resources(Namespace.class)
                        .find(null, "team")
                        .isEmpty());
        assertThat(cluster.client()
                        .resources(Pod.class)
                        .list(ListOptions.in("team"))
                        .items())
                .isEmpty();
        assertThat(cluster.client()
                        .resources(ConfigMap.class)
                        .list(ListOptions.in("team"))
                        .items())
                .isEmpty();
    }
}
