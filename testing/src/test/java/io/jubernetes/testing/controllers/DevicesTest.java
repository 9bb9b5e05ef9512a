package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAttributeBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClassBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplateBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSliceBuilder;
import io.jubernetes.client.DeleteOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Claims for devices against a server whose roles decide. */
@Timeout(120)
class DevicesTest {

    private static ClusterContext cluster;

    @BeforeAll
    static void start() {
        cluster = ClusterContext.withNodes("node-a", "node-b");
        cluster.client()
                .resources(DeviceClass.class)
                .create(new DeviceClassBuilder()
                        .withNewMetadata()
                        .withName("gpu")
                        .endMetadata()
                        .withNewSpec()
                        .addNewSelector()
                        .withNewCel("device.driver == 'gpu.example.com'")
                        .endSelector()
                        .endSpec()
                        .build());
        cluster.client()
                .resources(ResourceSlice.class)
                .create(new ResourceSliceBuilder()
                        .withNewMetadata()
                        .withName("node-b-gpus")
                        .endMetadata()
                        .withNewSpec()
                        .withDriver("gpu.example.com")
                        .withNodeName("node-b")
                        .withNewPool(1L, "node-b", 1L)
                        .withDevices(new DeviceBuilder()
                                .withName("gpu-0")
                                .addToAttributes(
                                        "model",
                                        new DeviceAttributeBuilder()
                                                .withString("large")
                                                .build())
                                .build())
                        .endSpec()
                        .build());
        cluster.client()
                .resources(ResourceClaimTemplate.class)
                .create(new ResourceClaimTemplateBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("one-gpu")
                        .endMetadata()
                        .withNewSpec()
                        .withNewSpec()
                        .withNewDevices()
                        .addNewRequest()
                        .withName("gpu")
                        .withNewExactly()
                        .withDeviceClassName("gpu")
                        .addNewSelector()
                        .withNewCel("device.attributes['gpu.example.com'].model == 'large'")
                        .endSelector()
                        .endExactly()
                        .endRequest()
                        .endDevices()
                        .endSpec()
                        .endSpec()
                        .build());
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    private static void createUser(String name) {
        cluster.client()
                .resources(Pod.class)
                .create(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("main")
                        .withImage("main")
                        .endContainer()
                        .addNewResourceClaim()
                        .withName("gpu")
                        .withResourceClaimTemplateName("one-gpu")
                        .endResourceClaim()
                        .endSpec()
                        .build());
    }

    private static boolean runs(String pod) {
        return "Running".equals(cluster.get(Pod.class, pod).getStatus().getPhase());
    }

    private static List<String> users() {
        return cluster.list(ResourceClaim.class).stream()
                .filter(claim -> claim.getStatus() != null)
                .flatMap(claim -> claim.getStatus().getReservedFor().stream())
                .map(user -> user.getName())
                .toList();
    }

    @Test
    void podsShareOneDeviceOneAfterTheOther() {
        createUser("first");
        await("the first runs", () -> runs("first"));
        assertThat(cluster.get(Pod.class, "first").getSpec().getNodeName()).isEqualTo("node-b");
        assertThat(users()).containsExactly("first");
        createUser("second");
        await(
                "the second is told",
                () -> cluster.get(Pod.class, "second").getStatus().getConditions().stream()
                        .anyMatch(condition -> String.valueOf(condition.getMessage())
                                .contains("0/2 nodes are available: 2 cannot allocate all claims.")));
        cluster.client().resources(Pod.class).delete("default", "first", DeleteOptions.DEFAULT.gracePeriod(0));
        await("the second runs", () -> runs("second"));
        assertThat(users()).containsExactly("second");
    }
}
