package io.jubernetes.controllers.resourceclaim;

import static io.jubernetes.controllers.Fixtures.deleting;
import static io.jubernetes.controllers.Fixtures.phase;
import static io.jubernetes.controllers.Fixtures.pod;
import static io.jubernetes.controllers.Fixtures.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplateBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Given this pod, these claims are to be made for it. */
@Timeout(10)
class ClaimTemplatesTest {

    private static Pod wanting(Pod pod) {
        return new PodBuilder(pod)
                .editSpec()
                .addNewResourceClaim("gpu", null, "gpu-template")
                .addNewResourceClaim("shared", "there-already", null)
                .endSpec()
                .build();
    }

    private static Pod having(Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .addNewResourceClaimStatus("gpu", "web-gpu-x1")
                .endStatus()
                .build();
    }

    static Stream<Arguments> pods() {
        Pod pod = wanting(pod("web"));
        return Stream.of(
                Arguments.of("a new pod", pod, List.of("gpu")),
                Arguments.of("a pod that wants none", pod("plain"), List.of()),
                Arguments.of("it is made", having(pod), List.of()),
                Arguments.of("the pod has ended", phase(pod, "Succeeded"), List.of()),
                Arguments.of("the pod goes", deleting(running(pod, "n")), List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void theseAreMissing(String what, Pod pod, List<String> names) {
        assertThat(ClaimTemplates.missing(pod))
                .as(what)
                .extracting(PodResourceClaim::getName)
                .isEqualTo(names);
    }

    @Test
    void aPodNeedsNoDevicesWhenItHasEndedOrWillNeverBegin() {
        assertThat(ClaimTemplates.isDone(running(pod("a"), "n"))).isFalse();
        assertThat(ClaimTemplates.isDone(phase(running(pod("a"), "n"), "Failed")))
                .isTrue();
        assertThat(ClaimTemplates.isDone(deleting(pod("a")))).isTrue();
        assertThat(ClaimTemplates.isDone(deleting(running(pod("a"), "n")))).isFalse();
    }

    @Test
    void aClaimIsThePodsAndIsLikeTheTemplate() {
        Pod pod = wanting(pod("web"));
        ResourceClaim claim = ClaimTemplates.of(
                pod,
                pod.getSpec().getResourceClaims().getFirst(),
                new ResourceClaimTemplateBuilder()
                        .withNewSpec()
                        .withNewMetadata()
                        .addToLabels("tier", "gold")
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .endSpec()
                        .build());
        assertThat(claim.getMetadata().getGenerateName()).isEqualTo("web-gpu-");
        assertThat(claim.getMetadata().getLabels()).containsEntry("tier", "gold");
        assertThat(claim.getMetadata().getAnnotations()).containsEntry("resource.kubernetes.io/pod-claim-name", "gpu");
        assertThat(claim.getMetadata().getOwnerReferences())
                .singleElement()
                .matches(owner -> owner.getUid().equals("uid-web") && Boolean.TRUE.equals(owner.getController()));
    }
}
