package io.jubernetes.controllers.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.controllers.expansion.VolumeExpansion.Step;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given what a claim asks for and has, and its volume, this is done. */
@Timeout(10)
class VolumeExpansionTest {

    private static PersistentVolumeClaim claim(String phase, String wanted, String has) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("data")
                .withUid("uid")
                .endMetadata()
                .withNewSpec()
                .withNewResources()
                .addToRequests("storage", new Quantity(wanted))
                .endResources()
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .addToCapacity("storage", new Quantity(has))
                .endStatus()
                .build();
    }

    private static PersistentVolume volume(String kind, String owner) {
        PersistentVolumeBuilder volume = new PersistentVolumeBuilder()
                .withNewSpec()
                .withNewClaimRef()
                .withUid(owner)
                .endClaimRef()
                .endSpec();
        return switch (kind) {
            case "hostPath" ->
                volume.editSpec().withNewHostPath("/data", null).endSpec().build();
            case "local" ->
                volume.editSpec().withNewLocal(null, "/data").endSpec().build();
            default -> volume.editSpec().withNewCsi().endCsi().endSpec().build();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "Bound, 2Gi, 1Gi, hostPath, uid, GROW",
        "Bound, 2Gi, 1Gi, local, uid, GROW",
        "Bound, 2Gi, 1Gi, csi, uid, SAY_WHO",
        "Bound, 1Gi, 1Gi, hostPath, uid, NONE",
        "Bound, 1Gi, 2Gi, hostPath, uid, NONE",
        "Bound, 1024Mi, 1Gi, hostPath, uid, NONE",
        "Pending, 2Gi, 1Gi, hostPath, uid, NONE",
        "Bound, 2Gi, 1Gi, hostPath, other, NONE"
    })
    void whatIsDone(String phase, String wanted, String has, String kind, String owner, Step step) {
        assertThat(VolumeExpansion.step(claim(phase, wanted, has), volume(kind, owner)))
                .isEqualTo(step);
    }
}
