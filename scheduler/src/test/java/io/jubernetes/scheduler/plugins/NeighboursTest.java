package io.jubernetes.scheduler.plugins;

import static io.jubernetes.scheduler.Fixtures.cluster;
import static io.jubernetes.scheduler.Fixtures.labelled;
import static io.jubernetes.scheduler.Fixtures.liking;
import static io.jubernetes.scheduler.Fixtures.near;
import static io.jubernetes.scheduler.Fixtures.node;
import static io.jubernetes.scheduler.Fixtures.pod;
import static io.jubernetes.scheduler.Fixtures.shunning;
import static io.jubernetes.scheduler.Fixtures.spread;
import static io.jubernetes.scheduler.Fixtures.spreading;
import static io.jubernetes.scheduler.Fixtures.wanting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Plan;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a pod goes, given the pods that are there: in zone x the nodes a and b, in zone y the node c. */
@Timeout(60)
class NeighboursTest {

    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String HOST = "kubernetes.io/hostname";
    private static final String NO = "0/3 nodes are available: ";
    private static final String UNEVEN = "node(s) didn't match pod topology spread constraints";

    private static ClusterSnapshot zones() {
        return cluster(in("a", "x"), in("b", "x"), in("c", "y"));
    }

    private static Node in(String name, String zone) {
        return labelled(node(name, "4", "8Gi"), ZONE, zone);
    }

    private static Pod web(String name) {
        return labelled(pod(name), "app", "web");
    }

    private static ClusterSnapshot on(ClusterSnapshot snapshot, String node, Pod pod) {
        return snapshot.withPod(PlacedPod.of(pod), node);
    }

    private static TopologySpreadConstraint atLeast(int domains) {
        return new TopologySpreadConstraintBuilder(spread("app", "web", ZONE, 1))
                .withMinDomains(domains)
                .build();
    }

    static Stream<Arguments> affinities() {
        ClusterSnapshot webOnC = on(zones(), "c", web("o"));
        Pod hermit = shunning(web("h"), near("app", "web", ZONE));
        return Stream.of(
                Arguments.of("beside the other", wanting(pod("p"), near("app", "web", HOST)), webOnC, "c"),
                Arguments.of(
                        "nobody to be beside",
                        wanting(pod("p"), near("app", "web", ZONE)),
                        zones(),
                        NO + "3 node(s) didn't match pod affinity rules."),
                Arguments.of(
                        "the first of its kind may begin",
                        wanting(web("p"), near("app", "web", "only-on-b")),
                        cluster(in("a", "x"), labelled(in("b", "x"), "only-on-b", "1")),
                        "b"),
                Arguments.of(
                        "both terms by one pod",
                        wanting(wanting(pod("p"), near("app", "web", ZONE)), near("tier", "front", ZONE)),
                        on(webOnC, "a", labelled(web("both"), "tier", "front")),
                        "[ab]"),
                Arguments.of("apart from the other", shunning(pod("p"), near("app", "web", ZONE)), webOnC, "[ab]"),
                Arguments.of(
                        "nowhere apart",
                        shunning(pod("p"), near("app", "web", ZONE)),
                        on(webOnC, "a", web("o2")),
                        NO + "3 node(s) didn't match pod anti-affinity rules."),
                Arguments.of("not wanted there", web("p"), on(zones(), "a", hermit), "c"),
                Arguments.of(
                        "not wanted anywhere",
                        web("p"),
                        on(on(zones(), "a", hermit), "c", shunning(web("h2"), near("app", "web", ZONE))),
                        NO + "3 node(s) didn't satisfy existing pods anti-affinity rules."),
                Arguments.of(
                        "other namespaces do not count",
                        shunning(
                                new PodBuilder(pod("p"))
                                        .editMetadata()
                                        .withNamespace("other")
                                        .endMetadata()
                                        .build(),
                                near("app", "web", HOST)),
                        on(on(webOnC, "a", web("o2")), "b", web("o3")),
                        "[abc]"),
                Arguments.of("liked", liking(pod("p"), 100, near("app", "web", ZONE)), webOnC, "c"),
                Arguments.of(
                        "wanted by those who are there",
                        web("p"),
                        on(zones(), "c", wanting(pod("fan"), near("app", "web", ZONE))),
                        "c"));
    }

    static Stream<Arguments> spreads() {
        ClusterSnapshot webOnC = on(zones(), "c", web("o"));
        return Stream.of(
                Arguments.of(
                        "the emptier zone",
                        spreading(web("p"), spread("app", "web", ZONE, 1)),
                        on(zones(), "a", web("o")),
                        "c"),
                Arguments.of(
                        "too uneven anywhere but on nodes without room",
                        spreading(web("p"), spread("app", "web", "rack", 1)),
                        zones(),
                        NO + "3 " + UNEVEN + " (missing required label)."),
                Arguments.of(
                        "too few domains",
                        spreading(web("p"), atLeast(3)),
                        on(webOnC, "a", web("o2")),
                        NO + "3 " + UNEVEN + "."),
                Arguments.of("domains enough", spreading(web("p"), atLeast(2)), webOnC, "[ab]"),
                Arguments.of(
                        "only pods with the same value",
                        spreading(
                                labelled(web("p"), "version", "2"),
                                new TopologySpreadConstraintBuilder(spread("app", "web", ZONE, 1))
                                        .withMatchLabelKeys("version")
                                        .build()),
                        on(webOnC, "a", labelled(web("o2"), "version", "2")),
                        "c"),
                Arguments.of(
                        "rather evenly",
                        spreading(
                                web("p"),
                                new TopologySpreadConstraintBuilder(spread("app", "web", HOST, 1))
                                        .withWhenUnsatisfiable("ScheduleAnyway")
                                        .build()),
                        on(on(zones(), "a", web("o1")), "b", web("o2")),
                        "c"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"affinities", "spreads"})
    void goes(String name, Pod pod, ClusterSnapshot snapshot, String expected) {
        Placement placement = new Placement(ProfileFactory.standard());
        String answer = switch (placement.schedule(PodToPlace.of(pod), snapshot)) {
            case Plan.Assign assign -> assign.node();
            case Plan.Unschedulable no -> no.diagnosis().message("");
        };
        if (expected.length() > 10) {
            assertThat(answer).isEqualTo(expected);
        } else {
            assertThat(answer).matches(expected);
        }
    }
}
