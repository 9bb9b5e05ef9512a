package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpecBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.client.DeleteOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Claims and volumes against a server whose roles decide. */
@Timeout(120)
class VolumesTest {

    private static ClusterContext cluster;

    @BeforeAll
    static void start() {
        cluster = ClusterContext.withNodes("node-a");
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    private static void createVolume(String name, String storageClass) {
        cluster.client()
                .resources(PersistentVolume.class)
                .create(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .addToCapacity("storage", new Quantity("2Gi"))
                        .withAccessModes("ReadWriteOnce")
                        .withStorageClassName(storageClass)
                        .withPersistentVolumeReclaimPolicy("Retain")
                        .withNewHostPath()
                        .withPath("/srv/" + name)
                        .endHostPath()
                        .endSpec()
                        .build());
    }

    private static PersistentVolumeClaimSpec wanted(String storageClass) {
        return new PersistentVolumeClaimSpecBuilder()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storageClass)
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .build();
    }

    private static String phase(String volume) {
        PersistentVolume found =
                cluster.client().resources(PersistentVolume.class).get(null, volume);
        return String.valueOf(found.getStatus().getPhase());
    }

    @Test
    void aClaimIsBoundWhenItsVolumeComesAndLeavesItReleased() {
        cluster.client()
                .resources(PersistentVolumeClaim.class)
                .create(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("data")
                        .endMetadata()
                        .withSpec(wanted("manual"))
                        .build());
        createVolume("disk", "manual");
        await("both bound", () -> {
            PersistentVolumeClaim claim = cluster.get(PersistentVolumeClaim.class, "data");
            return "Bound".equals(claim.getStatus().getPhase()) && phase("disk").equals("Bound");
        });
        PersistentVolumeClaim claim = cluster.get(PersistentVolumeClaim.class, "data");
        assertThat(claim.getSpec().getVolumeName()).isEqualTo("disk");
        assertThat(claim.getStatus().getCapacity()).containsEntry("storage", new Quantity("2Gi"));
        cluster.client().resources(PersistentVolumeClaim.class).delete("default", "data", DeleteOptions.DEFAULT);
        await("the volume released", () -> phase("disk").equals("Released"));
    }

    @Test
    void aPodsEphemeralVolumeGetsAClaimThatGoesWithThePod() {
        createVolume("scratch", "passing");
        cluster.client()
                .resources(Pod.class)
                .create(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("user")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("main")
                        .withImage("main")
                        .endContainer()
                        .addNewVolume()
                        .withName("work")
                        .withNewEphemeral()
                        .withNewVolumeClaimTemplate()
                        .withSpec(wanted("passing"))
                        .endVolumeClaimTemplate()
                        .endEphemeral()
                        .endVolume()
                        .endSpec()
                        .build());
        await(
                "the claim bound",
                () -> cluster.exists(PersistentVolumeClaim.class, "user-work")
                        && "Bound"
                                .equals(cluster.get(PersistentVolumeClaim.class, "user-work")
                                        .getStatus()
                                        .getPhase()));
        cluster.client().resources(Pod.class).delete("default", "user", DeleteOptions.DEFAULT.gracePeriod(0));
        await("the claim gone", () -> !cluster.exists(PersistentVolumeClaim.class, "user-work"));
    }
}
