package io.jubernetes.controllers.volumebinding;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.jubernetes.controllers.volumebinding.ClaimDecision.Storage;
import io.jubernetes.controllers.volumebinding.VolumeDecision.Release;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given these claims and volumes, these bindings. */
@Timeout(10)
class ClaimDecisionTest {

    private static PersistentVolumeClaim claim() {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("data")
                .withUid("uid-data")
                .endMetadata()
                .withNewSpec()
                .withStorageClassName("")
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity("5Gi"))
                .endResources()
                .endSpec()
                .build();
    }

    private static PersistentVolumeClaim claimOf(String storageClass) {
        return new PersistentVolumeClaimBuilder(claim())
                .editSpec()
                .withStorageClassName(storageClass)
                .endSpec()
                .build();
    }

    private static PersistentVolumeClaim named(String volume) {
        return new PersistentVolumeClaimBuilder(claim())
                .editSpec()
                .withVolumeName(volume)
                .endSpec()
                .build();
    }

    private static PersistentVolumeClaim bound(String volume) {
        return new PersistentVolumeClaimBuilder(named(volume))
                .editMetadata()
                .addToAnnotations("pv.kubernetes.io/bind-completed", "yes")
                .endMetadata()
                .build();
    }

    private static PersistentVolume volume(String name, String size) {
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addToCapacity("storage", new Quantity(size))
                .withAccessModes("ReadWriteOnce", "ReadOnlyMany")
                .withPersistentVolumeReclaimPolicy("Retain")
                .endSpec()
                .withNewStatus()
                .withPhase("Available")
                .endStatus()
                .build();
    }

    private static PersistentVolume reserved(PersistentVolume volume, String claim, String uid) {
        return new PersistentVolumeBuilder(volume)
                .editSpec()
                .withNewClaimRef()
                .withNamespace("default")
                .withName(claim)
                .withUid(uid)
                .endClaimRef()
                .endSpec()
                .build();
    }

    private static StorageClass storageClass(String name, String mode, boolean isDefault) {
        return new StorageClassBuilder()
                .withNewMetadata()
                .withName(name)
                .addToAnnotations("storageclass.kubernetes.io/is-default-class", Boolean.toString(isDefault))
                .endMetadata()
                .withProvisioner("example.org/disks")
                .withVolumeBindingMode(mode)
                .build();
    }

    private static ClaimDecision decide(PersistentVolumeClaim claim, PersistentVolume... volumes) {
        return ClaimDecision.of(claim, new Storage(List.of(volumes), List.of()));
    }

    private static ClaimDecision decide(PersistentVolumeClaim claim, StorageClass storageClass, PersistentVolume... v) {
        return ClaimDecision.of(claim, new Storage(List.of(v), List.of(storageClass)));
    }

    private static String chosen(ClaimDecision decision) {
        assertThat(decision).isInstanceOf(ClaimDecision.Bind.class);
        return ((ClaimDecision.Bind) decision).volume().getMetadata().getName();
    }

    @Test
    void theSmallestVolumeThatIsLargeEnoughIsTaken() {
        ClaimDecision decision =
                decide(claim(), volume("large", "100Gi"), volume("right", "6Gi"), volume("small", "4Gi"));
        assertThat(chosen(decision)).isEqualTo("right");
    }

    @Test
    void aVolumeThatIsReservedForTheClaimComesFirstAndOneForAnotherNever() {
        PersistentVolume mine = reserved(volume("mine", "100Gi"), "data", "");
        PersistentVolume others = reserved(volume("others", "5Gi"), "other", "");
        assertThat(chosen(decide(claim(), volume("free", "5Gi"), mine, others))).isEqualTo("mine");
        assertThat(decide(claim(), others)).isInstanceOf(ClaimDecision.Wait.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Block, ReadWriteOnce, '', Available",
        "Filesystem, ReadOnlyMany, '', Available",
        "Filesystem, ReadWriteOnce, fast, Available",
        "Filesystem, ReadWriteOnce, '', Released"
    })
    void aVolumeOfAnotherKindIsNotTaken(String mode, String access, String storageClass, String phase) {
        PersistentVolume volume = new PersistentVolumeBuilder(volume("v", "5Gi"))
                .editSpec()
                .withVolumeMode(mode)
                .withAccessModes(access)
                .withStorageClassName(storageClass)
                .endSpec()
                .editStatus()
                .withPhase(phase)
                .endStatus()
                .build();
        assertThat(decide(claim(), volume))
                .isEqualTo(new ClaimDecision.Wait(
                        "FailedBinding",
                        "no persistent volumes available for this claim and no storage class is set",
                        false));
    }

    @Test
    void labelsNarrowTheChoice() {
        PersistentVolumeClaim choosy = new PersistentVolumeClaimBuilder(claim())
                .editSpec()
                .withNewSelector()
                .addToMatchLabels("disk", "ssd")
                .endSelector()
                .endSpec()
                .build();
        PersistentVolume ssd = new PersistentVolumeBuilder(volume("ssd", "50Gi"))
                .editMetadata()
                .addToLabels("disk", "ssd")
                .endMetadata()
                .build();
        assertThat(chosen(decide(choosy, volume("any", "5Gi"), ssd))).isEqualTo("ssd");
    }

    @Test
    void aClaimThatNamesItsVolumeGetsThatOrNone() {
        assertThat(chosen(decide(named("v"), volume("a", "5Gi"), volume("v", "9Gi"))))
                .isEqualTo("v");
        assertThat(decide(named("v"))).isEqualTo(new ClaimDecision.Wait(null, "", false));
        assertThat(decide(named("v"), volume("v", "1Gi")))
                .isEqualTo(new ClaimDecision.Wait(
                        "VolumeMismatch", "Cannot bind to requested volume \"v\": requested PV is too small", true));
        assertThat(decide(named("v"), reserved(volume("v", "9Gi"), "other", "uid")))
                .isEqualTo(new ClaimDecision.Wait(
                        "FailedBinding", "volume \"v\" already bound to a different claim.", true));
    }

    @Test
    void aBoundClaimWhoseVolumeIsGoneOrAnothersIsLost() {
        assertThat(decide(bound("v")))
                .isEqualTo(new ClaimDecision.Lose(
                        "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!"));
        assertThat(decide(bound("v"), reserved(volume("v", "9Gi"), "other", "uid")))
                .isInstanceOf(ClaimDecision.Lose.class);
        assertThat(chosen(decide(bound("v"), reserved(volume("v", "9Gi"), "data", "uid-data"))))
                .isEqualTo("v");
    }

    @Test
    void aClassWaitsForItsFirstConsumerAndThenForItsDriver() {
        StorageClass late = storageClass("late", "WaitForFirstConsumer", false);
        PersistentVolumeClaim waiting = claimOf("late");
        assertThat(decide(waiting, late))
                .isEqualTo(new ClaimDecision.Wait(
                        "WaitForFirstConsumer", "waiting for first consumer to be created before binding", false));
        PersistentVolumeClaim placed = new PersistentVolumeClaimBuilder(waiting)
                .editMetadata()
                .addToAnnotations("volume.kubernetes.io/selected-node", "node-a")
                .endMetadata()
                .build();
        assertThat(decide(placed, late)).isEqualTo(new ClaimDecision.Provision("example.org/disks"));
        assertThat(decide(claimOf("now"), storageClass("now", "Immediate", false)))
                .isEqualTo(new ClaimDecision.Provision("example.org/disks"));
        assertThat(decide(claimOf("unknown")))
                .isEqualTo(new ClaimDecision.Wait(
                        "ProvisioningFailed", "storageclass.storage.k8s.io \"unknown\" not found", true));
    }

    @Test
    void aClaimThatLeavesTheClassOpenGetsTheDefaultOne() {
        PersistentVolumeClaim open = new PersistentVolumeClaimBuilder(claim())
                .editSpec()
                .withStorageClassName(null)
                .endSpec()
                .build();
        assertThat(decide(open, storageClass("usual", "Immediate", true)))
                .isEqualTo(new ClaimDecision.TakeClass("usual"));
        assertThat(decide(claim(), storageClass("usual", "Immediate", true))).isInstanceOf(ClaimDecision.Wait.class);
    }

    @ParameterizedTest
    @CsvSource({"Retain, Released", "Delete, Failed", "Recycle, Failed"})
    void aVolumeWhoseClaimIsGoneIsReclaimed(String policy, String phase) {
        PersistentVolume volume = new PersistentVolumeBuilder(reserved(volume("v", "5Gi"), "data", "uid-data"))
                .editSpec()
                .withPersistentVolumeReclaimPolicy(policy)
                .endSpec()
                .build();
        assertThat(VolumeDecision.of(volume, null).phase()).isEqualTo(phase);
    }

    @Test
    void aVolumeFollowsItsClaim() {
        assertThat(VolumeDecision.of(volume("v", "5Gi"), null).phase()).isEqualTo("Available");
        assertThat(VolumeDecision.of(reserved(volume("v", "5Gi"), "data", ""), null)
                        .phase())
                .isEqualTo("Available");
        PersistentVolume mine = reserved(volume("v", "5Gi"), "data", "uid-data");
        assertThat(VolumeDecision.of(mine, claim()).phase()).isNull();
        assertThat(VolumeDecision.of(mine, bound("v")).phase()).isEqualTo("Bound");
        assertThat(VolumeDecision.of(mine, bound("other")).release()).isEqualTo(Release.UID);
        assertThat(VolumeDecision.of(reserved(volume("v", "5Gi"), "data", "older"), claim())
                        .phase())
                .isEqualTo("Released");
    }
}
