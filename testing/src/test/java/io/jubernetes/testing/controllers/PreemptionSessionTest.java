package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.client.ResourceClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A more important pod gets the room of a less important one, and everybody is told. */
@Timeout(120)
class PreemptionSessionTest {

    private static Pod pod(String name, String cpu, @Nullable String priorityClass) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withPriorityClassName(priorityClass)
                .withTerminationGracePeriodSeconds(1L)
                .addNewContainer()
                .withName("main")
                .withImage("server:v1")
                .withNewResources()
                .addToRequests("cpu", new Quantity(cpu))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
    }

    private static boolean runsOn(ClusterContext cluster, String pod, String node) {
        return cluster.exists(Pod.class, pod)
                && node.equals(cluster.get(Pod.class, pod).getSpec().getNodeName());
    }

    private static List<String> messages(ClusterContext cluster, String pod, String reason) {
        return cluster.list(Event.class).stream()
                .filter(event -> pod.equals(event.getInvolvedObject().getName()) && reason.equals(event.getReason()))
                .map(Event::getMessage)
                .toList();
    }

    @Test
    void theLeastImportantPodMakesRoom() {
        try (ClusterContext cluster = ClusterContext.withNodes("a")) {
            ResourceClient<Pod> pods = cluster.client().resources(Pod.class);
            pods.create(pod("small", "1", null));
            pods.create(pod("large", "3", null));
            await("both pods", () -> runsOn(cluster, "small", "a") && runsOn(cluster, "large", "a"));
            Pod vip = pods.create(pod("vip", "2", "system-cluster-critical"));
            await("the room", () -> runsOn(cluster, "vip", "a"));
            assertThat(runsOn(cluster, "small", "a")).isTrue();
            assertThat(cluster.exists(Pod.class, "large")).isFalse();
            await(
                    "the events",
                    () -> !messages(cluster, "large", "Preempted").isEmpty()
                            && !messages(cluster, "vip", "FailedScheduling").isEmpty());
            assertThat(messages(cluster, "large", "Preempted"))
                    .containsExactly("Preempted by pod " + vip.getMetadata().getUid() + " on node a");
            assertThat(messages(cluster, "vip", "FailedScheduling"))
                    .contains("0/1 nodes are available: 1 Insufficient cpu.");
        }
    }

    @Test
    void whoIsNoMoreImportantWaits() {
        try (ClusterContext cluster = ClusterContext.withNodes("a")) {
            ResourceClient<Pod> pods = cluster.client().resources(Pod.class);
            pods.create(pod("large", "3", null));
            await("the first pod", () -> runsOn(cluster, "large", "a"));
            pods.create(pod("late", "2", null));
            await(
                    "the reason",
                    () -> messages(cluster, "late", "FailedScheduling")
                            .contains(
                                    "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available:"
                                            + " 1 No preemption victims found for incoming pod."));
        }
    }
}
