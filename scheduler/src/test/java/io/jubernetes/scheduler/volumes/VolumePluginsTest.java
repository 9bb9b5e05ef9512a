package io.jubernetes.scheduler.volumes;

import static io.jubernetes.scheduler.Fixtures.cluster;
import static io.jubernetes.scheduler.Fixtures.labelled;
import static io.jubernetes.scheduler.Fixtures.node;
import static io.jubernetes.scheduler.Fixtures.pod;
import static io.jubernetes.scheduler.Fixtures.priority;
import static io.jubernetes.scheduler.volumes.TestStorage.bound;
import static io.jubernetes.scheduler.volumes.TestStorage.claim;
import static io.jubernetes.scheduler.volumes.TestStorage.using;
import static io.jubernetes.scheduler.volumes.TestStorage.volume;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.config.ProfileSpec;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.ExtensionPoint;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Plan;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.PostFilterPlugin.Rescue;
import io.jubernetes.scheduler.framework.Profile;
import io.jubernetes.scheduler.framework.ReservePlugin;
import io.jubernetes.scheduler.preemption.DefaultPreemption;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Given this storage, these nodes, or upstream's words why none. */
@Timeout(60)
class VolumePluginsTest {

    private static final String DELAYED = "WaitForFirstConsumer";

    private static ClusterSnapshot two() {
        return cluster(node("a", "1", "1Gi"), node("b", "1", "1Gi"));
    }

    private static Profile profile(TestStorage storage) {
        return new ProfileFactory(storage, List.of()).create(ProfileSpec.DEFAULT);
    }

    private static String decide(TestStorage storage, ClusterSnapshot snapshot, Pod pod) {
        return switch (new Placement(profile(storage)).schedule(PodToPlace.of(pod), snapshot)) {
            case Plan.Assign(String node, int _, int _) -> node;
            case Plan.Unschedulable(var diagnosis) -> diagnosis.message("");
        };
    }

    private static TestStorage storage() {
        return new TestStorage();
    }

    private static PersistentVolumeClaim selected(PersistentVolumeClaim claim, String node) {
        return new PersistentVolumeClaimBuilder(claim)
                .editMetadata()
                .addToAnnotations("volume.kubernetes.io/selected-node", node)
                .endMetadata()
                .build();
    }

    private static PersistentVolumeBuilder inZone(String zone) {
        return new PersistentVolumeBuilder(volume("disk", "zonal"))
                .editMetadata()
                .addToLabels("topology.kubernetes.io/zone", zone)
                .endMetadata();
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of(
                        "a bound claim leads to its volume's node",
                        storage().with(bound(claim("data", "local"), "disk")).with(volume("disk", "local", "b")),
                        "b"),
                Arguments.of(
                        "its node is not there",
                        storage().with(bound(claim("data", "local"), "disk")).with(volume("disk", "local", "c")),
                        "0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity."),
                Arguments.of(
                        "its volume is lost",
                        storage().with(bound(claim("data", "local"), "disk")),
                        "0/2 nodes are available: persistentvolume \"disk\" not found."),
                Arguments.of(
                        "there is no claim",
                        storage(),
                        "0/2 nodes are available: persistentvolumeclaim \"data\" not found."),
                Arguments.of(
                        "a claim that does not wait for the pod",
                        storage().with(claim("data", "fast")).withClass("fast", "Immediate", "example.org/disks"),
                        "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims."),
                Arguments.of(
                        "a free volume is found where it is",
                        storage()
                                .with(claim("data", "local"))
                                .withClass("local", DELAYED, "")
                                .with(volume("disk", "local", "b")),
                        "b"),
                Arguments.of(
                        "no volume and nobody to make one",
                        storage().with(claim("data", "local")).withClass("local", DELAYED, ""),
                        "0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind."),
                Arguments.of(
                        "another pod had the volume made elsewhere",
                        storage()
                                .with(selected(claim("data", "made"), "b"))
                                .withClass("made", DELAYED, "example.org/disks"),
                        "b"),
                Arguments.of(
                        "the volume's zone",
                        storage()
                                .with(bound(claim("data", "zonal"), "disk"))
                                .with(inZone("west__east").build()),
                        "b"),
                Arguments.of(
                        "a zone without nodes",
                        storage()
                                .with(bound(claim("data", "zonal"), "disk"))
                                .with(inZone("north").build()),
                        "0/2 nodes are available: 2 node(s) had no available volume zone."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void volumesSayWhereAPodCanGo(String name, TestStorage storage, String expected) {
        ClusterSnapshot zoned = cluster(
                labelled(node("a", "1", "1Gi"), "topology.kubernetes.io/zone", "south"),
                labelled(node("b", "1", "1Gi"), "topology.kubernetes.io/zone", "east"));
        assertThat(decide(storage, zoned, using(pod("p"), "data"))).isEqualTo(expected);
    }

    @Test
    void theDecisionPromisesWhatThePodWillHave() {
        TestStorage storage = storage()
                .with(claim("old", "local"))
                .with(claim("new", "made"))
                .withClass("local", DELAYED, "")
                .withClass("made", DELAYED, "example.org/disks")
                .with(volume("disk", "local", "b"));
        Profile profile = profile(storage);
        PodToPlace pod = PodToPlace.of(using(pod("p"), "old", "new"));
        new Placement(profile).schedule(pod, two());
        for (ReservePlugin plugin : profile.at(ExtensionPoint.RESERVE, ReservePlugin.class)) {
            assertThat(plugin.reserve(pod, "b")).isEmpty();
        }
        assertThat(storage.promised).singleElement().satisfies(plan -> {
            assertThat(plan.node()).isEqualTo("b");
            assertThat(plan.bindings())
                    .extracting(binding -> binding.volume().getMetadata().getName())
                    .containsExactly("disk");
            assertThat(plan.provisions())
                    .extracting(claim -> claim.getMetadata().getName())
                    .containsExactly("new");
        });
    }

    @Test
    void aClaimForOnePodKeepsOthersOutUntilAMoreImportantOneComes() {
        TestStorage storage = storage()
                .with(bound(claim("data", "net", "ReadWriteOncePod"), "disk"))
                .with(volume("disk", "net"));
        ClusterSnapshot snapshot = two().withPod(PlacedPod.of(using(pod("first"), "data")), "b");
        assertThat(decide(storage, snapshot, using(pod("second"), "data")))
                .isEqualTo("0/2 nodes are available: 2 node has pod using PersistentVolumeClaim with the same name and"
                        + " ReadWriteOncePod access mode.");
        PodToPlace important = PodToPlace.of(priority(using(pod("third"), "data"), 10));
        Placement placement = new Placement(profile(storage));
        var diagnosis = ((Plan.Unschedulable) placement.schedule(important, snapshot)).diagnosis();
        assertThat(new DefaultPreemption(storage, 10, 100).rescue(important, snapshot, diagnosis, placement))
                .isInstanceOfSatisfying(Rescue.Evict.class, evict -> {
                    assertThat(evict.node()).isEqualTo("b");
                    assertThat(evict.victims()).hasSize(1);
                });
    }

    @Test
    void aNodeAttachesNoMoreVolumesThanItsDriverAllows() {
        TestStorage storage = storage()
                .withClass("made", DELAYED, "example.org/disks")
                .with(claim("one", "made"))
                .with(claim("two", "made"))
                .withLimit("a", "example.org/disks", 1)
                .withLimit("b", "example.org/disks", 0);
        ClusterSnapshot snapshot = two();
        assertThat(decide(storage, snapshot, using(pod("p"), "one"))).isEqualTo("a");
        ClusterSnapshot full = snapshot.withPod(PlacedPod.of(using(pod("p"), "one")), "a");
        assertThat(decide(storage, full, using(pod("q"), "two")))
                .isEqualTo("0/2 nodes are available: 2 node(s) exceed max volume count.");
        assertThat(decide(storage, full, using(pod("r"), "one"))).isEqualTo("a");
    }

    @Test
    void onlyWhatConcernsItsClaimsWakesAPod() {
        TestStorage storage = storage().with(claim("data", "local")).withClass("local", DELAYED, "");
        Profile profile = profile(storage);
        PodToPlace pod = PodToPlace.of(using(pod("p"), "data"));
        Set<String> by = Set.of("VolumeBinding");
        assertThat(profile.mayHelp(changed(volume("disk", "local")), pod, by)).isTrue();
        assertThat(profile.mayHelp(changed(volume("disk", "other")), pod, by)).isFalse();
        assertThat(profile.mayHelp(changed(claim("data", "local")), pod, by)).isTrue();
        assertThat(profile.mayHelp(changed(claim("else", "local")), pod, by)).isFalse();
    }

    private static Change changed(io.fabric8.kubernetes.api.model.HasMetadata object) {
        return Change.ofObject(ClusterEvent.STORAGE_CHANGED, object);
    }
}
