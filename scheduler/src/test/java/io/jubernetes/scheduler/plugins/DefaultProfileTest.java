package io.jubernetes.scheduler.plugins;

import static io.jubernetes.scheduler.Fixtures.cordoned;
import static io.jubernetes.scheduler.Fixtures.hostPort;
import static io.jubernetes.scheduler.Fixtures.labelled;
import static io.jubernetes.scheduler.Fixtures.node;
import static io.jubernetes.scheduler.Fixtures.onlyOn;
import static io.jubernetes.scheduler.Fixtures.pod;
import static io.jubernetes.scheduler.Fixtures.preferring;
import static io.jubernetes.scheduler.Fixtures.requiring;
import static io.jubernetes.scheduler.Fixtures.selecting;
import static io.jubernetes.scheduler.Fixtures.tainted;
import static io.jubernetes.scheduler.Fixtures.tolerating;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.framework.Diagnosis;
import io.jubernetes.scheduler.framework.ExtensionPoint;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Plan;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.PostFilterPlugin;
import io.jubernetes.scheduler.framework.PostFilterPlugin.Rescue;
import io.jubernetes.scheduler.framework.Profile;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class DefaultProfileTest {

    private static final String NOT_HELPFUL = " Preemption is not helpful for scheduling.";
    private static final String NO_VICTIMS = " No preemption victims found for incoming pod.";

    private static ClusterSnapshot cluster(Node... nodes) {
        ClusterSnapshot snapshot = ClusterSnapshot.EMPTY;
        for (Node node : nodes) {
            snapshot = snapshot.withNode(node);
        }
        return snapshot;
    }

    private static final Profile PROFILE = ProfileFactory.standard();

    private static Plan plan(Pod pod, ClusterSnapshot snapshot) {
        return new Placement(PROFILE).schedule(PodToPlace.of(pod), snapshot);
    }

    private static String chosen(Pod pod, ClusterSnapshot snapshot) {
        return switch (plan(pod, snapshot)) {
            case Plan.Assign assign -> assign.node();
            case Plan.Unschedulable no -> no.diagnosis().message(preemption(pod, snapshot, no.diagnosis()));
        };
    }

    private static String preemption(Pod pod, ClusterSnapshot snapshot, Diagnosis diagnosis) {
        PostFilterPlugin plugin =
                PROFILE.at(ExtensionPoint.POST_FILTER, PostFilterPlugin.class).getFirst();
        Rescue rescue = plugin.rescue(PodToPlace.of(pod), snapshot, diagnosis, new Placement(PROFILE));
        return switch (rescue) {
            case Rescue.Hopeless(String message) -> message;
            case Rescue.NotNow(String message) -> message;
            case Rescue.Evict evict -> evict.toString();
        };
    }

    private static Node small(String name) {
        return node(name, "1", "1Gi");
    }

    static Stream<Arguments> refusals() {
        Node a = small("a");
        Node taint = tainted(small("t"), "dedicated", "db", "NoSchedule");
        String affinity = "node(s) didn't match Pod's node affinity/selector";
        return Stream.of(
                Arguments.of("no nodes", pod("p"), cluster(), "no nodes available to schedule pods"),
                Arguments.of(
                        "request above the whole node",
                        pod("p", "2", "1Mi"),
                        cluster(a),
                        "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1"
                                + NOT_HELPFUL),
                Arguments.of(
                        "request above what is left",
                        pod("p", "600m", "600Mi"),
                        cluster(a).withPod(PlacedPod.of(pod("o", "600m", "600Mi")), "a"),
                        "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. preemption: 0/1 nodes are available: 1"
                                + NO_VICTIMS),
                Arguments.of(
                        "no room for another pod",
                        pod("p"),
                        cluster(node("a", "1", "1Gi", 1)).withPod(PlacedPod.of(pod("o")), "a"),
                        "0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: 1"
                                + NO_VICTIMS),
                Arguments.of(
                        "cordoned, tainted and not selected",
                        selecting(pod("p"), "disk", "ssd"),
                        cluster(a, cordoned(small("b")), taint),
                        "0/3 nodes are available: 1 " + affinity
                                + ", 1 node(s) had untolerated taint {dedicated: db}, 1 node(s) were unschedulable."
                                + " preemption: 0/3 nodes are available: 3" + NOT_HELPFUL),
                Arguments.of(
                        "the port is taken",
                        hostPort(pod("p"), "0.0.0.0", 80),
                        cluster(a).withPod(PlacedPod.of(hostPort(pod("o"), "10.0.0.1", 80)), "a"),
                        "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports."
                                + " preemption: 0/1 nodes are available: 1" + NO_VICTIMS),
                Arguments.of(
                        "only a node that is not there",
                        onlyOn(pod("p"), "z"),
                        cluster(a, small("b")),
                        "0/2 nodes are available: 2 node(s) didn't satisfy plugin(s) [NodeAffinity]."
                                + " preemption: 0/2 nodes are available: 2" + NOT_HELPFUL),
                Arguments.of(
                        "an extended resource nobody offers",
                        new PodBuilder(pod("p"))
                                .editSpec()
                                .editFirstContainer()
                                .withNewResources()
                                .addToRequests("example.com/gpu", new Quantity("1"))
                                .endResources()
                                .endContainer()
                                .endSpec()
                                .build(),
                        cluster(a),
                        "0/1 nodes are available: 1 Insufficient example.com/gpu. preemption: 0/1 nodes are available: 1"
                                + NOT_HELPFUL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void saysWhyNoNodeWillDo(String name, Pod pod, ClusterSnapshot cluster, String message) {
        assertThat(chosen(pod, cluster)).isEqualTo(message);
    }

    static Stream<Arguments> choices() {
        Node ssd = labelled(small("b"), "disk", "ssd");
        return Stream.of(
                Arguments.of("selected", selecting(pod("p"), "disk", "ssd"), cluster(small("a"), ssd), "b"),
                Arguments.of("In", requiring(pod("p"), "disk", "In", "x", "ssd"), cluster(small("a"), ssd), "b"),
                Arguments.of("NotIn", requiring(pod("p"), "disk", "NotIn", "ssd"), cluster(small("a"), ssd), "a"),
                Arguments.of("Exists", requiring(pod("p"), "disk", "Exists"), cluster(small("a"), ssd), "b"),
                Arguments.of(
                        "DoesNotExist", requiring(pod("p"), "disk", "DoesNotExist"), cluster(small("a"), ssd), "a"),
                Arguments.of(
                        "Gt",
                        requiring(pod("p"), "gen", "Gt", "3"),
                        cluster(labelled(small("a"), "gen", "3"), labelled(small("b"), "gen", "4")),
                        "b"),
                Arguments.of("by name", onlyOn(pod("p"), "b"), cluster(small("a"), small("b"), small("c")), "b"),
                Arguments.of("preferred", preferring(pod("p"), 10, "disk", "ssd"), cluster(small("a"), ssd), "b"),
                Arguments.of(
                        "softly tainted last",
                        pod("p"),
                        cluster(tainted(small("a"), "k", "", "PreferNoSchedule"), small("b")),
                        "b"),
                Arguments.of(
                        "tolerated",
                        tolerating(pod("p"), "k", "Equal", "v", "NoSchedule"),
                        cluster(tainted(small("a"), "k", "v", "NoSchedule"), cordoned(small("b"))),
                        "a"),
                Arguments.of(
                        "the emptier node",
                        pod("p", "100m", "100Mi"),
                        cluster(small("a"), small("b")).withPod(PlacedPod.of(pod("o", "500m", "500Mi")), "a"),
                        "b"),
                Arguments.of(
                        "the port is free on another address",
                        hostPort(pod("p"), "10.0.0.2", 80),
                        cluster(small("a")).withPod(PlacedPod.of(hostPort(pod("o"), "10.0.0.1", 80)), "a"),
                        "a"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("choices")
    void choosesTheNode(String name, Pod pod, ClusterSnapshot cluster, String node) {
        assertThat(chosen(pod, cluster)).isEqualTo(node);
    }

    @Test
    void aNodeThatOnlyPodsNameTakesNoPods() {
        ClusterSnapshot snapshot = cluster(small("a")).withPod(PlacedPod.of(pod("o")), "ghost");
        assertThat(snapshot.nodeCount()).isEqualTo(1);
        assertThat(chosen(onlyOn(pod("p"), "ghost"), snapshot)).contains("[NodeAffinity]");
    }

    static Stream<Arguments> tolerations() {
        return Stream.of(
                Arguments.of("", "Exists", "", "", true),
                Arguments.of("k", "Exists", "", "", true),
                Arguments.of("k", "Exists", "", "NoExecute", false),
                Arguments.of("k", "Equal", "v", "NoSchedule", true),
                Arguments.of("k", "", "v", "", true),
                Arguments.of("k", "Equal", "other", "", false),
                Arguments.of("other", "Exists", "", "", false),
                Arguments.of("", "Equal", "v", "", true));
    }

    @ParameterizedTest
    @MethodSource("tolerations")
    void matchesTaints(String key, String operator, String value, String effect, boolean tolerated) {
        Pod pod = tolerating(pod("p"), key, operator, value, effect);
        boolean placed = plan(pod, cluster(tainted(small("a"), "k", "v", "NoSchedule"))) instanceof Plan.Assign;
        assertThat(placed).isEqualTo(tolerated);
    }

    @Test
    void initContainersAndSidecarsCountAsTheyRun() {
        Pod pod = new PodBuilder(pod("p", "300m", "1Mi"))
                .editSpec()
                .addNewInitContainer()
                .withName("sidecar")
                .withRestartPolicy("Always")
                .withNewResources()
                .addToRequests("cpu", new Quantity("200m"))
                .endResources()
                .endInitContainer()
                .addNewInitContainer()
                .withName("setup")
                .withNewResources()
                .addToRequests("cpu", new Quantity("700m"))
                .endResources()
                .endInitContainer()
                .addToOverhead("cpu", new Quantity("50m"))
                .endSpec()
                .build();
        assertThat(PlacedPod.of(pod).usage().requested().milliCpu()).isEqualTo(950);
    }
}
