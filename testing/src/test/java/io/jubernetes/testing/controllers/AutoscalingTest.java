package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.jubernetes.apimachinery.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AutoscalingTest {

    private static ClusterContext cluster;

    @BeforeAll
    static void start() {
        cluster = ClusterContext.withNodes("node-a");
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    private static void autoscale(String name, int most) {
        cluster.client()
                .resources(HorizontalPodAutoscaler.class)
                .create(new HorizontalPodAutoscalerBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withMinReplicas(1)
                        .withMaxReplicas(most)
                        .withNewScaleTargetRef()
                        .withApiVersion("apps/v1")
                        .withKind("Deployment")
                        .withName(name)
                        .endScaleTargetRef()
                        .addNewMetric()
                        .withType("Resource")
                        .withNewResource()
                        .withName("memory")
                        .withNewTarget()
                        .withType("Utilization")
                        .withAverageUtilization(50)
                        .endTarget()
                        .endResource()
                        .endMetric()
                        .endSpec()
                        .build());
    }

    private static void createDeployment(String name, int replicas) {
        cluster.client()
                .resources(Deployment.class)
                .create(new DeploymentBuilder(ClusterContext.deployment(name, replicas, "v1"))
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .withNewResources()
                        .addToRequests("memory", new Quantity("100Mi"))
                        .endResources()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
        await("the rollout", () -> cluster.isRolledOut(name));
    }

    private static boolean says(String name, String type, String status, String reason) {
        HorizontalPodAutoscaler found = cluster.get(HorizontalPodAutoscaler.class, name);
        if (found.getStatus() == null) {
            return false;
        }
        for (HorizontalPodAutoscalerCondition condition : found.getStatus().getConditions()) {
            if (condition.getType().equals(type)) {
                return condition.getStatus().equals(status)
                        && condition.getReason().equals(reason);
            }
        }
        return false;
    }

    /** All pods of an application use as much as each of the others. */
    private static ObjectNode used(String app, String memory) {
        ObjectNode list = Json.object().put("kind", "PodMetricsList");
        cluster.readyPods().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(app))
                .forEach(pod -> {
                    ObjectNode metrics = list.withArray("items").addObject();
                    metrics.putObject("metadata").put("name", pod.getMetadata().getName());
                    metrics.put("timestamp", "2026-01-01T00:00:00Z").put("window", "30s");
                    metrics.putArray("containers")
                            .addObject()
                            .put("name", "main")
                            .putObject("usage")
                            .put("memory", memory);
                });
        return list;
    }

    @Test
    void twiceTheLoadGetsTwiceThePods() {
        createDeployment("busy", 2);
        cluster.serveMetrics("busy", () -> used("busy", "100Mi"));
        autoscale("busy", 3);
        await(
                "three pods, as no more are allowed",
                () -> cluster.get(Deployment.class, "busy").getSpec().getReplicas() == 3);
        await("its status", () -> says("busy", "ScalingLimited", "True", "TooManyReplicas"));
        assertThat(says("busy", "ScalingActive", "True", "ValidMetricFound")).isTrue();
        HorizontalPodAutoscaler found = cluster.get(HorizontalPodAutoscaler.class, "busy");
        assertThat(found.getStatus().getDesiredReplicas()).isEqualTo(3);
        assertThat(found.getStatus()
                        .getCurrentMetrics()
                        .getFirst()
                        .getResource()
                        .getCurrent()
                        .getAverageUtilization())
                .isEqualTo(100);
    }

    @Test
    void withoutMetricsNothingIsScaledAndTheReasonIsSaid() {
        createDeployment("blind", 2);
        autoscale("blind", 3);
        await("the condition", () -> says("blind", "ScalingActive", "False", "FailedGetResourceMetric"));
        assertThat(cluster.get(Deployment.class, "blind").getSpec().getReplicas())
                .isEqualTo(2);
    }

    @Test
    void moreThanAllowedIsTakenBackWithoutAnyMetric() {
        createDeployment("many", 2);
        autoscale("many", 1);
        await("one pod", () -> cluster.get(Deployment.class, "many").getSpec().getReplicas() == 1);
        await("its status", () -> says("many", "AbleToScale", "True", "SucceededRescale"));
    }
}
