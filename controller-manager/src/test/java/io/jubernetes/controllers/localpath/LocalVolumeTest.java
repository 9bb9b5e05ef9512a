package io.jubernetes.controllers.localpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Given this claim, this volume, or why there is none. */
@Timeout(10)
class LocalVolumeTest {

    private static PersistentVolumeClaimBuilder claim(String mode) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("data")
                .withUid("1234")
                .endMetadata()
                .withNewSpec()
                .withAccessModes(mode)
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec();
    }

    private static StorageClass storageClass(String policy) {
        return new StorageClassBuilder()
                .withNewMetadata()
                .withName("local-path")
                .endMetadata()
                .withReclaimPolicy(policy)
                .build();
    }

    @Test
    void theVolumeIsADirectoryOfTheNodeAndOfNobodyElse() {
        PersistentVolume volume =
                LocalVolume.of(claim("ReadWriteOnce").build(), storageClass("Retain"), "node-a", "/data/local-volumes");
        assertThat(volume.getMetadata().getName()).isEqualTo("pvc-1234");
        assertThat(volume.getSpec().getHostPath().getPath()).isEqualTo("/data/local-volumes/pvc-1234");
        assertThat(volume.getSpec().getHostPath().getType()).isEqualTo("DirectoryOrCreate");
        assertThat(volume.getSpec().getPersistentVolumeReclaimPolicy()).isEqualTo("Retain");
        assertThat(volume.getSpec().getClaimRef().getUid()).isEqualTo("1234");
        assertThat(LocalVolume.hostname(volume)).isEqualTo("node-a");
        assertThat(LocalVolume.isOne(volume)).isTrue();
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                Arguments.of(claim("ReadWriteOnce"), null),
                Arguments.of(claim("ReadWriteOncePod"), null),
                Arguments.of(
                        claim("ReadWriteMany"),
                        "NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes"),
                Arguments.of(
                        claim("ReadWriteOnce")
                                .editSpec()
                                .withNewSelector()
                                .endSelector()
                                .endSpec(),
                        "claim.Spec.Selector is not supported"),
                Arguments.of(
                        claim("ReadWriteOnce")
                                .editSpec()
                                .withVolumeMode("Block")
                                .endSpec(),
                        "block volumes are not supported"));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void whatADirectoryCannotBeIsSaid(
            PersistentVolumeClaimBuilder claim, @org.jspecify.annotations.Nullable String problem) {
        assertThat(LocalVolume.problem(claim.build())).isEqualTo(problem);
    }
}
