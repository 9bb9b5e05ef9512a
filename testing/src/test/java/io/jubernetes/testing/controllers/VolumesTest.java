package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.AttachedVolume;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpecBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachmentBuilder;
import io.fabric8.kubernetes.api.model.storage.VolumeAttributesClass;
import io.fabric8.kubernetes.api.model.storage.VolumeAttributesClassBuilder;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    private static PersistentVolumeClaimSpec wanted(@Nullable String storageClass) {
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

    private static void createClaim(String name, @Nullable String storageClass) {
        cluster.client()
                .resources(PersistentVolumeClaim.class)
                .create(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(name)
                        .endMetadata()
                        .withSpec(wanted(storageClass))
                        .build());
    }

    private static void createUser(String name, String claim) {
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
                        .addNewVolume()
                        .withName("work")
                        .withNewPersistentVolumeClaim(claim, false)
                        .endVolume()
                        .endSpec()
                        .build());
    }

    private static String claimPhase(String name) {
        return String.valueOf(
                cluster.get(PersistentVolumeClaim.class, name).getStatus().getPhase());
    }

    @Test
    void aClaimOfTheDefaultClassGetsADirectoryOfItsPodsNodeAndGivesItBack() {
        await(
                "the default class",
                () -> cluster.client()
                        .resources(StorageClass.class)
                        .find(null, "local-path")
                        .isPresent());
        createClaim("work", null);
        await(
                "the class",
                () -> "local-path"
                        .equals(cluster.get(PersistentVolumeClaim.class, "work")
                                .getSpec()
                                .getStorageClassName()));
        createUser("worker", "work");
        await(
                "the pod runs",
                () -> "Running"
                        .equals(cluster.get(Pod.class, "worker").getStatus().getPhase()));
        PersistentVolumeClaim claim = cluster.get(PersistentVolumeClaim.class, "work");
        assertThat(claim.getStatus().getPhase()).isEqualTo("Bound");
        String name = "pvc-" + claim.getMetadata().getUid();
        PersistentVolume volume =
                cluster.client().resources(PersistentVolume.class).get(null, name);
        assertThat(volume.getSpec().getHostPath().getPath()).isEqualTo("/data/node-a/" + name);
        assertThat(volume.getSpec().getPersistentVolumeReclaimPolicy()).isEqualTo("Delete");

        cluster.client().resources(PersistentVolumeClaim.class).delete("default", "work", DeleteOptions.DEFAULT);
        cluster.client().resources(Pod.class).delete("default", "worker", DeleteOptions.DEFAULT.gracePeriod(0));
        await(
                "the volume gone",
                () -> cluster.client()
                        .resources(PersistentVolume.class)
                        .find(null, name)
                        .isEmpty());
        assertThat(cluster.removedFromNodes()).contains("/api/v1/nodes/node-a/proxy/localVolumes/" + name);
    }

    @Test
    void aVolumeThatIsThereIsBoundWhenThePodHasANode() {
        cluster.client()
                .resources(StorageClass.class)
                .create(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName("shelf")
                        .endMetadata()
                        .withProvisioner("kubernetes.io/no-provisioner")
                        .withVolumeBindingMode("WaitForFirstConsumer")
                        .build());
        createVolume("book", "shelf");
        createClaim("read", "shelf");
        await("the volume available", () -> phase("book").equals("Available"));
        assertThat(claimPhase("read")).isEqualTo("Pending");
        createUser("reader", "read");
        await(
                "the pod runs",
                () -> "Running"
                        .equals(cluster.get(Pod.class, "reader").getStatus().getPhase()));
        assertThat(claimPhase("read")).isEqualTo("Bound");
        assertThat(phase("book")).isEqualTo("Bound");
    }

    @Test
    void aClaimGrows() {
        createClaim("growing", "local-path");
        createUser("grower", "growing");
        await(
                "the pod runs",
                () -> "Running"
                        .equals(cluster.get(Pod.class, "grower").getStatus().getPhase()));
        cluster.client()
                .resources(PersistentVolumeClaim.class)
                .patch("default", "growing", PatchType.MERGE, storage("3Gi"));
        await(
                "the claim has more",
                () -> new Quantity("3Gi")
                        .equals(cluster.get(PersistentVolumeClaim.class, "growing")
                                .getStatus()
                                .getCapacity()
                                .get("storage")));
        String volume =
                cluster.get(PersistentVolumeClaim.class, "growing").getSpec().getVolumeName();
        assertThat(cluster.client()
                        .resources(PersistentVolume.class)
                        .get(null, volume)
                        .getSpec()
                        .getCapacity())
                .containsEntry("storage", new Quantity("3Gi"));
    }

    private static ObjectNode storage(String size) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("spec").putObject("resources").putObject("requests").put("storage", size);
        return patch;
    }

    @Test
    void aDriversVolumeIsAttachedWhereItIsUsed() {
        cluster.client()
                .resources(PersistentVolume.class)
                .create(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName("remote")
                        .endMetadata()
                        .withNewSpec()
                        .addToCapacity("storage", new Quantity("2Gi"))
                        .withAccessModes("ReadWriteOnce")
                        .withStorageClassName("csi")
                        .withNewCsi()
                        .withDriver("disks.example.com")
                        .withVolumeHandle("disk-1")
                        .endCsi()
                        .endSpec()
                        .build());
        createClaim("far", "csi");
        await("the claim bound", () -> claimPhase("far").equals("Bound"));
        createUser("traveller", "far");
        await("an attachment", () -> attachments().size() == 1);
        VolumeAttachment attachment = attachments().getFirst();
        assertThat(attachment.getSpec().getAttacher()).isEqualTo("disks.example.com");
        assertThat(attachment.getSpec().getNodeName()).isEqualTo("node-a");
        assertThat(attachment.getSpec().getSource().getPersistentVolumeName()).isEqualTo("remote");
        cluster.client()
                .resources(VolumeAttachment.class)
                .updateStatus(new VolumeAttachmentBuilder(attachment)
                        .withNewStatus()
                        .withAttached(true)
                        .endStatus()
                        .build());
        await("the node knows", () -> volumesOfNode().equals(List.of("kubernetes.io/csi/disks.example.com^disk-1")));
        cluster.client().resources(Pod.class).delete("default", "traveller", DeleteOptions.DEFAULT.gracePeriod(0));
        await("no attachment", () -> attachments().isEmpty());
        await("the node has none", () -> volumesOfNode().isEmpty());
    }

    private static List<String> volumesOfNode() {
        return cluster.client().resources(Node.class).get(null, "node-a").getStatus().getVolumesAttached().stream()
                .map(AttachedVolume::getName)
                .toList();
    }

    @Test
    void aClassOfAttributesStaysAsLongAsAClaimWantsIt() {
        ResourceClient<VolumeAttributesClass> classes = cluster.client().resources(VolumeAttributesClass.class);
        classes.create(new VolumeAttributesClassBuilder()
                .withNewMetadata()
                .withName("gold")
                .endMetadata()
                .withDriverName("disks.example.com")
                .addToParameters("iops", "1000")
                .build());
        cluster.client()
                .resources(PersistentVolumeClaim.class)
                .create(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("fast")
                        .endMetadata()
                        .withSpec(new PersistentVolumeClaimSpecBuilder(wanted("none-such"))
                                .withVolumeAttributesClassName("gold")
                                .build())
                        .build());
        await(
                "its protection",
                () -> classes.get(null, "gold").getMetadata().getFinalizers().contains("kubernetes.io/vac-protection"));
        classes.delete(null, "gold", DeleteOptions.DEFAULT);
        createClaim("bystander", "none-such");
        assertThat(classes.find(null, "gold")).isPresent();
        cluster.client().resources(PersistentVolumeClaim.class).delete("default", "fast", DeleteOptions.DEFAULT);
        await("the class gone", () -> classes.find(null, "gold").isEmpty());
    }

    @Test
    void aVolumeIsEmptiedForTheNextClaim() {
        createVolume("reused", "recycled");
        cluster.client()
                .resources(PersistentVolume.class)
                .update(new PersistentVolumeBuilder(cluster.client()
                                .resources(PersistentVolume.class)
                                .get(null, "reused"))
                        .editMetadata()
                        .withResourceVersion(null)
                        .endMetadata()
                        .editSpec()
                        .withPersistentVolumeReclaimPolicy("Recycle")
                        .endSpec()
                        .build());
        createClaim("one", "recycled");
        await("the claim bound", () -> claimPhase("one").equals("Bound"));
        cluster.client().resources(PersistentVolumeClaim.class).delete("default", "one", DeleteOptions.DEFAULT);
        await("a recycler", () -> cluster.exists(Pod.class, "recycler-for-reused"));
        await(
                "it runs",
                () -> "Running"
                        .equals(cluster.get(Pod.class, "recycler-for-reused")
                                .getStatus()
                                .getPhase()));
        cluster.client()
                .resources(Pod.class)
                .updateStatus(new PodBuilder(cluster.get(Pod.class, "recycler-for-reused"))
                        .editMetadata()
                        .withResourceVersion(null)
                        .endMetadata()
                        .editStatus()
                        .withPhase("Succeeded")
                        .endStatus()
                        .build());
        await("the volume available", () -> phase("reused").equals("Available"));
        await("no recycler", () -> !cluster.exists(Pod.class, "recycler-for-reused"));
    }

    private static List<VolumeAttachment> attachments() {
        return cluster.client()
                .resources(VolumeAttachment.class)
                .list(ListOptions.all())
                .items();
    }
}
