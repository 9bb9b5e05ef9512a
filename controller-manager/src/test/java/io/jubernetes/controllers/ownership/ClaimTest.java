package io.jubernetes.controllers.ownership;

import static io.jubernetes.controllers.Fixtures.deleting;
import static io.jubernetes.controllers.Fixtures.ownedBy;
import static io.jubernetes.controllers.Fixtures.pod;
import static io.jubernetes.controllers.Fixtures.replicaSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ClaimTest {

    private static final ReplicaSet SET = replicaSet("s", 1);
    private static final ReplicaSet LEAVING = new ReplicaSetBuilder(SET)
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T11:00:00Z")
            .endMetadata()
            .build();

    private static Pod unlabelled(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .removeFromLabels("app")
                .endMetadata()
                .build();
    }

    static Stream<Arguments> cases() {
        Pod pod = pod("p");
        return Stream.of(
                Arguments.of("ours and matching", SET, ownedBy(pod, SET), "kept"),
                Arguments.of("ours, not matching", SET, ownedBy(unlabelled(pod), SET), "released"),
                Arguments.of("nobody's and matching", SET, pod, "adopted"),
                Arguments.of("nobody's, not matching", SET, unlabelled(pod), "left"),
                Arguments.of("nobody's, going", SET, deleting(pod), "left"),
                Arguments.of("somebody else's", SET, ownedBy(pod, replicaSet("other", 1)), "left"),
                Arguments.of("the owner is going: takes nothing", LEAVING, pod, "left"),
                Arguments.of("the owner is going: releases nothing", LEAVING, ownedBy(unlabelled(pod), SET), "kept"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void decides(String name, ReplicaSet owner, Pod pod, String expected) {
        Claim<Pod> claim = Claim.of(owner, owner.getSpec().getSelector(), List.of(pod));
        String outcome = !claim.kept().isEmpty()
                ? "kept"
                : !claim.adopted().isEmpty() ? "adopted" : !claim.released().isEmpty() ? "released" : "left";
        assertThat(outcome).isEqualTo(expected);
    }
}
