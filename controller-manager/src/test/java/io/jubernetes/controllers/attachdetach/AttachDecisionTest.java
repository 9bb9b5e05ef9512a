package io.jubernetes.controllers.attachdetach;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.AttachedVolume;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachmentBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Given a driver's volume, who uses it and where it is attached, these attachments come and go. */
@Timeout(10)
class AttachDecisionTest {

    private static PersistentVolume volume(String name, String mode) {
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withAccessModes(mode)
                .withNewCsi()
                .withDriver("disks.example.com")
                .withVolumeHandle("handle-" + name)
                .endCsi()
                .endSpec()
                .build();
    }

    private static VolumeAttachmentBuilder on(String node) {
        return new VolumeAttachmentBuilder(Attachments.of("to-" + node, "disk", "disks.example.com", node))
                .withNewStatus()
                .withAttached(true)
                .endStatus();
    }

    private static VolumeAttachment going(String node) {
        return on(node).editMetadata()
                .withDeletionTimestamp("2026-01-01T12:00:00Z")
                .endMetadata()
                .build();
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("nobody uses it", "ReadWriteOnce", Set.of(), List.of(), "[] [] []"),
                Arguments.of("a first user", "ReadWriteOnce", Set.of("a"), List.of(), "[] [a] []"),
                Arguments.of("it is there", "ReadWriteOnce", Set.of("a"), List.of(on("a").build()), "[] [] []"),
                Arguments.of("the user went", "ReadWriteOnce", Set.of(), List.of(on("a").build()), "[a] [] []"),
                Arguments.of("it goes already", "ReadWriteOnce", Set.of(), List.of(going("a")), "[] [] []"),
                Arguments.of(
                        "still mounted",
                        "ReadWriteOnce",
                        Set.of(),
                        List.of(on("busy").build()),
                        "[] [] []"),
                Arguments.of("for one node only", "ReadWriteOnce", Set.of("b"), List.of(on("a").build()), "[a] [] [b]"),
                Arguments.of(
                        "for many nodes", "ReadWriteMany", Set.of("a", "b"), List.of(on("a").build()), "[] [b] []"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void attachmentsFollowUsers(
            String what, String mode, Set<String> users, List<VolumeAttachment> present, String expected) {
        AttachDecision decision =
                AttachDecision.of(volume("disk", mode), new TreeSet<>(users), present, node -> !node.equals("busy"));
        List<String> detach =
                decision.detach().stream().map(a -> a.getSpec().getNodeName()).toList();
        assertThat(detach + " " + decision.attach() + " " + decision.refused())
                .as(what)
                .isEqualTo(expected);
    }

    @Test
    void aNodeHasDoneWithAVolumeWhenItSaysSoOrCannotSayIt() {
        PersistentVolume disk = volume("disk", "ReadWriteOnce");
        Node mounting = new NodeBuilder()
                .withNewStatus()
                .withVolumesInUse("kubernetes.io/csi/disks.example.com^handle-disk")
                .endStatus()
                .build();
        assertThat(AttachDecision.canDetach(disk, mounting)).isFalse();
        assertThat(AttachDecision.canDetach(disk, null)).isTrue();
        assertThat(AttachDecision.canDetach(disk, new NodeBuilder().build())).isTrue();
        Node dead = new NodeBuilder(mounting)
                .withNewSpec()
                .addNewTaint()
                .withKey("node.kubernetes.io/out-of-service")
                .withEffect("NoExecute")
                .endTaint()
                .endSpec()
                .build();
        assertThat(AttachDecision.canDetach(disk, dead)).isTrue();
    }

    @Test
    void aNodeIsToldWhatItsDriversAttached() {
        PersistentVolume disk = volume("disk", "ReadWriteOnce");
        VolumeAttachment waiting =
                on("a").withNewStatus().withAttached(false).endStatus().build();
        assertThat(AttachedVolumes.of(List.of(on("a").build()), Map.of("disk", disk)::get))
                .extracting(AttachedVolume::getName)
                .containsExactly("kubernetes.io/csi/disks.example.com^handle-disk");
        assertThat(AttachedVolumes.of(List.of(waiting, going("a")), Map.of("disk", disk)::get))
                .isEmpty();
        assertThat(AttachedVolumes.of(List.of(on("a").build()), _ -> null)).isEmpty();
    }
}
