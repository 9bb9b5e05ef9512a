package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.PodActions;
import io.jubernetes.client.json.KubernetesJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DisruptionTest {

    private final ClusterContext cluster = ClusterContext.withNodes("node-a");

    @AfterEach
    void close() {
        cluster.close();
    }

    private static PodDisruptionBudgetBuilder budget(String app) {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(app)
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .addToMatchLabels("app", app)
                .endSelector()
                .endSpec();
    }

    private void create(PodDisruptionBudget budget) {
        cluster.client().resources(PodDisruptionBudget.class).create(budget);
    }

    private boolean hasCounted(String budget, int expected, int desired, int healthy, int allowed) {
        PodDisruptionBudgetStatus status =
                cluster.get(PodDisruptionBudget.class, budget).getStatus();
        return status != null
                && count(status.getExpectedPods()) == expected
                && count(status.getDesiredHealthy()) == desired
                && count(status.getCurrentHealthy()) == healthy
                && count(status.getDisruptionsAllowed()) == allowed
                && status.getDisruptedPods().isEmpty();
    }

    private static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private String reason(String budget) {
        PodDisruptionBudgetStatus status =
                cluster.get(PodDisruptionBudget.class, budget).getStatus();
        return status == null || status.getConditions().isEmpty()
                ? ""
                : status.getConditions().getFirst().getReason();
    }

    private void schedulable(boolean schedulable) {
        cluster.client()
                .resources(Node.class)
                .patch(
                        null,
                        "node-a",
                        PatchType.MERGE,
                        KubernetesJson.toTree(new NodeBuilder()
                                .withNewSpec()
                                .withUnschedulable(!schedulable)
                                .endSpec()
                                .build()));
    }

    private void evictOne() {
        new PodActions(cluster.client())
                .evict("default", cluster.readyPods().getFirst().getMetadata().getName(), DeleteOptions.DEFAULT);
    }

    private void assertRefused() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(this::evictOne)
                .satisfies(e -> assertThat(e.is(StatusReason.TooManyRequests)).isTrue());
    }

    @Test
    void anEvictionWaitsForTheReplacementOfTheOneBefore() {
        cluster.createDeployment("web", 3);
        await("the rollout", () -> cluster.isRolledOut("web"));
        create(budget("web")
                .editSpec()
                .withMinAvailable(new IntOrString(2))
                .endSpec()
                .build());
        await("the count", () -> hasCounted("web", 3, 2, 3, 1));
        assertThat(reason("web")).isEqualTo("SufficientPods");
        schedulable(false);
        evictOne();
        assertRefused();
        await("the eviction in the count", () -> hasCounted("web", 3, 2, 2, 0));
        assertThat(reason("web")).isEqualTo("InsufficientPods");
        assertRefused();
        schedulable(true);
        await("the replacement in the count", () -> hasCounted("web", 3, 2, 3, 1));
        evictOne();
    }

    @Test
    void aShareIsOfTheScaleThatThePodsControllerHas() {
        cluster.createDeployment("web", 3);
        create(budget("web")
                .editSpec()
                .withMaxUnavailable(new IntOrString("50%"))
                .endSpec()
                .build());
        await("the Deployment's scale", () -> hasCounted("web", 3, 1, 3, 2));
        Deployment web = ClusterContext.deployment("web", 5, "v1");
        cluster.client()
                .resources(Deployment.class)
                .patch("default", "web", PatchType.MERGE, KubernetesJson.toTree(web));
        await("the Deployment's new scale", () -> hasCounted("web", 5, 2, 5, 3));
        cluster.client()
                .resources(StatefulSet.class)
                .create(new StatefulSetBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("db")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(4)
                        .withServiceName("db")
                        .withSelector(ClusterContext.deployment("db", 1, "v1")
                                .getSpec()
                                .getSelector())
                        .withTemplate(ClusterContext.deployment("db", 1, "v1")
                                .getSpec()
                                .getTemplate())
                        .endSpec()
                        .build());
        create(budget("db")
                .editSpec()
                .withMinAvailable(new IntOrString("25%"))
                .endSpec()
                .build());
        await("the StatefulSet's scale", () -> hasCounted("db", 4, 1, 4, 3));
    }

    @Test
    void aBudgetThatCannotBeCountedSaysWhy() {
        ConfigMap map = cluster.createConfigMap("map");
        createPod("odd", map);
        create(budget("odd")
                .editSpec()
                .withMaxUnavailable(new IntOrString(1))
                .endSpec()
                .build());
        await("the failure", () -> reason("odd").equals("SyncFailed"));
        await(
                "the event",
                () -> cluster.list(Event.class).stream()
                        .anyMatch(event -> event.getReason().equals("CalculateExpectedPodCountFailed")
                                && event.getMessage().endsWith("configmaps does not implement the scale subresource")));
    }

    private void createPod(String app, HasMetadata controller) {
        cluster.client()
                .resources(Pod.class)
                .create(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(app + "-0")
                        .addToLabels("app", app)
                        .addToOwnerReferences(new OwnerReferenceBuilder()
                                .withApiVersion(controller.getApiVersion())
                                .withKind(controller.getKind())
                                .withName(controller.getMetadata().getName())
                                .withUid(controller.getMetadata().getUid())
                                .withController(true)
                                .build())
                        .endMetadata()
                        .withSpec(ClusterContext.deployment(app, 1, "v1")
                                .getSpec()
                                .getTemplate()
                                .getSpec())
                        .build());
    }
}
