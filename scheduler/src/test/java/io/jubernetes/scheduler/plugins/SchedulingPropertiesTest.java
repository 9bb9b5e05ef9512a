package io.jubernetes.scheduler.plugins;

import static io.jubernetes.scheduler.Fixtures.cordoned;
import static io.jubernetes.scheduler.Fixtures.hostPort;
import static io.jubernetes.scheduler.Fixtures.labelled;
import static io.jubernetes.scheduler.Fixtures.node;
import static io.jubernetes.scheduler.Fixtures.pod;
import static io.jubernetes.scheduler.Fixtures.selecting;
import static io.jubernetes.scheduler.Fixtures.tainted;
import static io.jubernetes.scheduler.Fixtures.tolerating;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.Plan;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every cluster and every stream of pods. Clusters are drawn from a seed, so that a failure names its cluster. */
class SchedulingPropertiesTest {

    private final Placement placement = new Placement(ProfileFactory.standard());

    @Provide
    Arbitrary<Long> clusters() {
        return Arbitraries.longs();
    }

    @Property(tries = 300)
    void neverOverAllocatableAndNeverOnAForbiddenNode(@ForAll("clusters") long seed) {
        Random random = new Random(seed);
        ClusterSnapshot snapshot = randomCluster(random);
        for (int i = 0; i < 60; i++) {
            PodToPlace pod = PodToPlace.of(randomPod(random, i));
            if (placement.schedule(pod, snapshot) instanceof Plan.Assign assign) {
                NodeState target = snapshot.find(assign.node());
                assertThat(target).isNotNull();
                assertThat(isForbidden(pod.pod(), target))
                        .as("seed %s pod %s", seed, i)
                        .isFalse();
                snapshot = snapshot.withPod(pod.demand(), assign.node());
            }
        }
        assertNothingOvercommitted(snapshot);
    }

    @Property(tries = 120)
    void equalInputGivesEqualOutput(@ForAll("clusters") long seed) {
        assertThat(run(seed)).isEqualTo(run(seed));
    }

    @Property(tries = 120)
    void aNodeIsFoundWheneverThereIsOne(@ForAll("clusters") long seed) {
        Random random = new Random(seed);
        ClusterSnapshot snapshot = randomCluster(random);
        for (int i = 0; i < 40; i++) {
            PodToPlace pod = PodToPlace.of(randomPod(random, i));
            Plan plan = placement.schedule(pod, snapshot);
            boolean anyFits = false;
            for (int n = 0; n < snapshot.size(); n++) {
                anyFits |= placement.fits(pod, snapshot, snapshot.at(n).name());
            }
            assertThat(plan instanceof Plan.Assign).isEqualTo(anyFits);
            if (plan instanceof Plan.Assign assign) {
                snapshot = snapshot.withPod(pod.demand(), assign.node());
            }
        }
    }

    private List<String> run(long seed) {
        Random random = new Random(seed);
        ClusterSnapshot snapshot = randomCluster(random);
        List<String> plans = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            PodToPlace pod = PodToPlace.of(randomPod(random, i));
            switch (placement.schedule(pod, snapshot)) {
                case Plan.Assign assign -> {
                    plans.add(assign.node());
                    snapshot = snapshot.withPod(pod.demand(), assign.node());
                }
                case Plan.Unschedulable no -> plans.add(no.diagnosis().message(""));
            }
        }
        return plans;
    }

    private static void assertNothingOvercommitted(ClusterSnapshot snapshot) {
        for (int n = 0; n < snapshot.size(); n++) {
            NodeState node = snapshot.at(n);
            assertThat(node.usage().requested().milliCpu())
                    .isLessThanOrEqualTo(node.allocatable().milliCpu());
            assertThat(node.usage().requested().memory())
                    .isLessThanOrEqualTo(node.allocatable().memory());
            assertThat((long) node.podCount()).isLessThanOrEqualTo(node.allowedPods());
            assertThat(node.ports()).doesNotHaveDuplicates();
        }
    }

    private static boolean isForbidden(Pod pod, NodeState node) {
        boolean tolerant = !pod.getSpec().getTolerations().isEmpty();
        String wanted = pod.getSpec().getNodeSelector() == null
                ? null
                : pod.getSpec().getNodeSelector().get("disk");
        return node.isUnschedulable()
                || (!node.taints().isEmpty() && !tolerant)
                || (wanted != null && !wanted.equals(node.labels().get("disk")));
    }

    private static ClusterSnapshot randomCluster(Random random) {
        ClusterSnapshot snapshot = ClusterSnapshot.EMPTY;
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            Node node = node("n" + i, random.nextInt(1, 5) + "", random.nextInt(1, 5) + "Gi", random.nextInt(1, 12));
            node = random.nextInt(5) == 0 ? cordoned(node) : node;
            node = random.nextInt(4) == 0 ? tainted(node, "dedicated", "db", "NoSchedule") : node;
            snapshot = snapshot.withNode(labelled(node, "disk", random.nextBoolean() ? "ssd" : "hdd"));
        }
        return snapshot;
    }

    private static Pod randomPod(Random random, int index) {
        Pod pod = pod("p" + index, random.nextInt(0, 1500) + "m", random.nextInt(0, 1500) + "Mi");
        pod = random.nextInt(4) == 0 ? selecting(pod, "disk", "ssd") : pod;
        pod = random.nextInt(4) == 0 ? tolerating(pod, "dedicated", "Exists", "", "NoSchedule") : pod;
        return random.nextInt(5) == 0 ? hostPort(pod, "0.0.0.0", 8080 + random.nextInt(2)) : pod;
    }
}
