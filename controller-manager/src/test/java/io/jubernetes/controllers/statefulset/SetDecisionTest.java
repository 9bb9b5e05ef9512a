package io.jubernetes.controllers.statefulset;

import static io.jubernetes.controllers.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.jubernetes.controllers.Fixtures;
import io.jubernetes.controllers.ownership.Owners;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class SetDecisionTest {

    private static final SetDecision.Revisions SAME = new SetDecision.Revisions("v1", "v1");
    private static final SetDecision.Revisions ROLLING = new SetDecision.Revisions("v1", "v2");

    private static StatefulSet set(int replicas, Consumer<StatefulSetSpecBuilder> more) {
        StatefulSetSpecBuilder spec = new StatefulSetSpecBuilder()
                .withReplicas(replicas)
                .withServiceName("web")
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withPartition(0)
                .endRollingUpdate()
                .endUpdateStrategy();
        more.accept(spec);
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("web")
                .withUid("uid-web")
                .endMetadata()
                .withSpec(spec.build())
                .build();
    }

    private static StatefulSet parallel(int replicas, Consumer<StatefulSetSpecBuilder> more) {
        return set(replicas, spec -> {
            spec.withPodManagementPolicy("Parallel");
            more.accept(spec);
        });
    }

    /** {@code 0} is ready, {@code 0?} is not, {@code 0-} is on its way out, {@code 0!} has failed; {@code 0'} of the new template. */
    private static Pod pod(String text) {
        String ordinal = text.replaceAll("[^0-9]", "");
        Pod pod = Fixtures.pod("web-" + ordinal);
        Pod state = text.contains("?")
                ? pod
                : text.contains("!") ? Fixtures.phase(pod, "Failed") : Fixtures.ready(pod, "n", "2026-01-01T11:00:00Z");
        return new PodBuilder(text.contains("-") ? Fixtures.deleting(state) : state)
                .editMetadata()
                .addToLabels(SetFacts.REVISION, text.contains("'") ? "v2" : "v1")
                .endMetadata()
                .build();
    }

    private static List<Pod> pods(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ")).map(SetDecisionTest::pod).toList();
    }

    private static String text(SetDecision.Step step) {
        return switch (step) {
            case SetDecision.Step.Create(int ordinal, boolean updated) -> "+" + ordinal + (updated ? "'" : "");
            case SetDecision.Step.Delete(Pod pod) -> pod.getMetadata().getName().replace("web", "");
            case SetDecision.Step.Repair(Pod pod) ->
                "~" + pod.getMetadata().getName().replace("web-", "");
        };
    }

    private static String decide(StatefulSet set, String pods, SetDecision.Revisions revisions) {
        return String.join(
                " ",
                SetDecision.decide(set, pods(pods), revisions, pod -> true, NOW).stream()
                        .map(SetDecisionTest::text)
                        .toList());
    }

    static Stream<Arguments> sizes() {
        StatefulSet three = set(3, spec -> {});
        StatefulSet burst = parallel(3, spec -> {});
        StatefulSet late = set(2, spec -> spec.withNewOrdinals(5));
        return Stream.of(
                Arguments.of("the first comes first", three, "", "+0'"),
                Arguments.of("the next waits for it", three, "0?", ""),
                Arguments.of("then it comes", three, "0", "+1'"),
                Arguments.of("a gap is filled first", three, "0 2", "+1'"),
                Arguments.of("all at once", burst, "1?", "+0' +2'"),
                Arguments.of("a failed one goes", three, "0 1! 2", "-1"),
                Arguments.of("a failed one that goes is waited for", three, "0 1!- 2", ""),
                Arguments.of("the last goes first", set(1, spec -> {}), "0 1 2", "-2"),
                Arguments.of("and is waited for", set(1, spec -> {}), "0 1 2-", ""),
                Arguments.of("the wanted ones must be well", set(1, spec -> {}), "0? 1", ""),
                Arguments.of("an ailing one may go", set(1, spec -> {}), "0 1?", "-1"),
                Arguments.of("not before the one behind it", set(1, spec -> {}), "0 1? 2?", ""),
                Arguments.of("all that are too many", parallel(1, spec -> {}), "0 1? 2", "-2 -1"),
                Arguments.of("numbers begin elsewhere", late, "", "+5'"),
                Arguments.of("what is before them is too much", late, "0 5 6", "-0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sizes")
    void aSetGrowsAndShrinksInOrder(String name, StatefulSet set, String pods, String steps) {
        assertThat(decide(set, pods, SAME)).isEqualTo(steps);
    }

    static Stream<Arguments> rollouts() {
        StatefulSet three = set(3, spec -> {});
        StatefulSet partitioned = set(
                3,
                spec -> spec.editUpdateStrategy()
                        .editRollingUpdate()
                        .withPartition(2)
                        .endRollingUpdate()
                        .endUpdateStrategy());
        StatefulSet onDelete =
                set(3, spec -> spec.withNewUpdateStrategy().withType("OnDelete").endUpdateStrategy());
        StatefulSet two = parallel(
                4,
                spec -> spec.editUpdateStrategy()
                        .editRollingUpdate()
                        .withMaxUnavailable(new IntOrString("50%"))
                        .endRollingUpdate()
                        .endUpdateStrategy());
        return Stream.of(
                Arguments.of("the last goes first", three, "0 1 2", "-2"),
                Arguments.of("and comes again, new", three, "0 1", "+2'"),
                Arguments.of("and is waited for", three, "0 1 2?'", ""),
                Arguments.of("then the next", three, "0 1 2'", "-1"),
                Arguments.of("one that is being made is away", parallel(3, spec -> {}), "0 1", "+2'"),
                Arguments.of("until all are new", three, "0' 1' 2'", ""),
                Arguments.of("below the partition they stay", partitioned, "0 1 2'", ""),
                Arguments.of("below it they come again as they were", partitioned, "0 2'", "+1"),
                Arguments.of("only when somebody else deletes", onDelete, "0 1 2", ""),
                Arguments.of("then they come again, new", onDelete, "0 1", "+2'"),
                Arguments.of("two at a time", two, "0 1 2 3", "-3 -2"),
                Arguments.of("no more than two are away", two, "0 1 2 3?'", "-2"),
                Arguments.of("whichever are away", two, "0? 1? 2 3'", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rollouts")
    void aRolloutGoesFromTheLastToTheFirst(String name, StatefulSet set, String pods, String steps) {
        assertThat(decide(set, pods, ROLLING)).isEqualTo(steps);
    }

    @Test
    void whatIsReadyMustStaySoForAWhile() {
        StatefulSet patient = set(2, spec -> spec.withMinReadySeconds(7200));
        assertThat(decide(patient, "0", SAME)).isEmpty();
    }

    @Test
    void theStatusTellsHowFarTheRolloutIs() {
        StatefulSet three = set(3, spec -> {});
        StatefulSetStatus midway = SetStatusOf.compute(three, pods("0 1 2'"), ROLLING, 0, NOW);
        assertThat(midway.getCurrentReplicas()).isEqualTo(2);
        assertThat(midway.getUpdatedReplicas()).isEqualTo(1);
        assertThat(midway.getCurrentRevision()).isEqualTo("v1");
        StatefulSetStatus end = SetStatusOf.compute(three, pods("0' 1' 2'"), ROLLING, 0, NOW);
        assertThat(end.getCurrentReplicas()).isEqualTo(3);
        assertThat(end.getCurrentRevision()).isEqualTo("v2");
    }

    @Test
    void aPodHasItsPlace() {
        StatefulSet set = new StatefulSetBuilder(set(
                        3,
                        spec -> spec.withNewTemplate()
                                .withNewSpec()
                                .addNewVolume()
                                .withName("data")
                                .withNewEmptyDir()
                                .endEmptyDir()
                                .endVolume()
                                .endSpec()
                                .endTemplate()
                                .addNewVolumeClaimTemplate()
                                .withNewMetadata()
                                .withName("data")
                                .endMetadata()
                                .endVolumeClaimTemplate()))
                .build();
        Pod pod = SetPods.pod(set, set.getSpec().getTemplate(), "v1", 2);
        assertThat(pod.getMetadata().getName()).isEqualTo("web-2");
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("statefulset.kubernetes.io/pod-name", "web-2")
                .containsEntry("apps.kubernetes.io/pod-index", "2")
                .containsEntry("controller-revision-hash", "v1");
        assertThat(pod.getSpec().getHostname()).isEqualTo("web-2");
        assertThat(pod.getSpec().getSubdomain()).isEqualTo("web");
        assertThat(pod.getSpec().getVolumes()).hasSize(1);
        assertThat(pod.getSpec()
                        .getVolumes()
                        .getFirst()
                        .getPersistentVolumeClaim()
                        .getClaimName())
                .isEqualTo("data-web-2");
        assertThat(SetPods.claims(set, 2).getFirst().getMetadata().getName()).isEqualTo("data-web-2");
    }

    @ParameterizedTest
    @CsvSource({
        "Retain, Retain, 0, none",
        "Retain, Delete, 0, uid-web",
        "Delete, Delete, 0, uid-web",
        "Delete, Retain, 0, none",
        "Retain, Retain, 5, none",
        "Retain, Delete, 5, uid-web",
        "Delete, Delete, 5, uid-web-5",
        "Delete, Retain, 5, uid-web-5"
    })
    void claimsGoWithTheirOwner(String whenScaled, String whenDeleted, String ordinal, String owner) {
        StatefulSet set = set(3, spec -> spec.withNewPersistentVolumeClaimRetentionPolicy(whenDeleted, whenScaled));
        PersistentVolumeClaim claim = new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("data-web-" + ordinal)
                .addToOwnerReferences(Owners.controlledBy(set))
                .endMetadata()
                .build();
        assertThat(Claims.owners(claim, set, pod(ordinal)))
                .extracting(reference -> reference.getUid())
                .isEqualTo(owner.equals("none") ? List.of() : List.of(owner));
    }
}
