package io.jubernetes.controllers.volumeprotection;

import static io.jubernetes.controllers.Fixtures.phase;
import static io.jubernetes.controllers.Fixtures.pod;
import static io.jubernetes.controllers.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClaimUseTest {

    private static Pod withVolumes() {
        return new PodBuilder(pod("db"))
                .editSpec()
                .addNewVolume()
                .withName("data")
                .withNewPersistentVolumeClaim()
                .withClaimName("claim")
                .endPersistentVolumeClaim()
                .endVolume()
                .addNewVolume()
                .withName("scratch")
                .withNewEphemeral()
                .endEphemeral()
                .endVolume()
                .addNewVolume()
                .withName("empty")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .endSpec()
                .build();
    }

    @Test
    void aPodOnANodeUsesItsClaims() {
        assertThat(ClaimUse.of(running(withVolumes(), "n"))).containsExactly("claim", "db-scratch");
    }

    @Test
    void aPodThatHasEndedUsesThemUntilItIsGone() {
        assertThat(ClaimUse.of(phase(running(withVolumes(), "n"), "Succeeded"))).contains("claim");
    }

    @Test
    void aPodWithoutNodeKeepsNothingButNamesIt() {
        assertThat(ClaimUse.of(withVolumes())).isEmpty();
        assertThat(ClaimUse.named(withVolumes())).containsExactly("claim", "db-scratch");
    }
}
