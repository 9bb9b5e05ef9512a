package io.jubernetes.scheduler.plugins;

import static io.jubernetes.scheduler.Fixtures.labelled;
import static io.jubernetes.scheduler.Fixtures.liking;
import static io.jubernetes.scheduler.Fixtures.near;
import static io.jubernetes.scheduler.Fixtures.node;
import static io.jubernetes.scheduler.Fixtures.pod;
import static io.jubernetes.scheduler.Fixtures.priority;
import static io.jubernetes.scheduler.Fixtures.shunning;
import static io.jubernetes.scheduler.Fixtures.spread;
import static io.jubernetes.scheduler.Fixtures.spreading;
import static io.jubernetes.scheduler.Fixtures.wanting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
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
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for pods that look at each other, on clusters that change while a scheduler remembers what it found out. */
class NeighbourPropertiesTest {

    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String HOST = "kubernetes.io/hostname";

    private final Profile profile = ProfileFactory.standard();
    private final PostFilterPlugin preemption =
            profile.at(ExtensionPoint.POST_FILTER, PostFilterPlugin.class).getFirst();

    @Property(tries = 100)
    void whatIsRememberedChangesNoDecision(@ForAll long seed) {
        Random random = new Random(seed);
        Placement remembering = new Placement(profile);
        ClusterSnapshot snapshot = randomCluster(random);
        for (int i = 0; i < 40; i++) {
            PodToPlace pod = PodToPlace.of(randomPod(random, i));
            String known = text(remembering.schedule(pod, snapshot));
            Placement fresh = new Placement(ProfileFactory.standard());
            assertThat(known).as("seed %s pod %s", seed, i).isEqualTo(text(fresh.schedule(pod, snapshot)));
            snapshot = changed(snapshot, pod, known, random);
        }
    }

    @Property(tries = 100)
    void noPodIsPlacedBesideOneThatItShunsOrThatShunsIt(@ForAll long seed) {
        Random random = new Random(seed);
        Placement placement = new Placement(profile);
        ClusterSnapshot snapshot = randomCluster(random);
        for (int i = 0; i < 40; i++) {
            PodToPlace pod = PodToPlace.of(randomPod(random, i));
            if (placement.schedule(pod, snapshot) instanceof Plan.Assign assign) {
                for (PlacedPod other : neighbours(snapshot, assign.node())) {
                    assertThat(shuns(pod.demand(), other) || shuns(other, pod.demand()))
                            .as("seed %s: %s beside %s", seed, pod.demand().fullName(), other.fullName())
                            .isFalse();
                }
                snapshot = snapshot.withPod(pod.demand(), assign.node());
            }
        }
    }

    @Property(tries = 100)
    void preemptionEvictsNoMoreThanNeededAndNobodyAsImportant(@ForAll long seed) {
        Random random = new Random(seed);
        Placement placement = new Placement(profile);
        ClusterSnapshot snapshot = randomCluster(random);
        for (int i = 0; i < 40; i++) {
            PodToPlace pod = PodToPlace.of(priority(randomPod(random, i), random.nextInt(5)));
            switch (placement.schedule(pod, snapshot)) {
                case Plan.Assign(String node, int _, int _) -> snapshot = snapshot.withPod(pod.demand(), node);
                case Plan.Unschedulable(Diagnosis diagnosis) -> {
                    if (preemption.rescue(pod, snapshot, diagnosis, placement)
                            instanceof Rescue.Evict(String node, List<PlacedPod> victims)) {
                        assertMinimal(pod, snapshot, node, victims);
                        snapshot = without(snapshot, node, victims).withPod(pod.demand(), node);
                    }
                }
            }
        }
    }

    private void assertMinimal(PodToPlace pod, ClusterSnapshot snapshot, String node, List<PlacedPod> victims) {
        Placement fresh = new Placement(ProfileFactory.standard());
        assertThat(victims)
                .isNotEmpty()
                .allMatch(victim -> victim.priority() < pod.demand().priority());
        ClusterSnapshot after = without(snapshot, node, victims);
        assertThat(fresh.fits(pod, after, node)).isTrue();
        for (PlacedPod victim : victims) {
            assertThat(fresh.fits(pod, after.withPod(victim, node), node)).isFalse();
        }
    }

    private static ClusterSnapshot without(ClusterSnapshot snapshot, String node, List<PlacedPod> pods) {
        ClusterSnapshot now = snapshot;
        for (PlacedPod pod : pods) {
            now = now.withoutPod(pod.uid(), node);
        }
        return now;
    }

    private static String text(Plan plan) {
        return switch (plan) {
            case Plan.Assign assign -> assign.node();
            case Plan.Unschedulable no ->
                no.diagnosis().message("") + no.diagnosis().resolvable();
        };
    }

    private static ClusterSnapshot changed(ClusterSnapshot before, PodToPlace pod, String node, Random random) {
        ClusterSnapshot now = before.place(node) < 0 ? before : before.withPod(pod.demand(), node);
        NodeState some = now.at(random.nextInt(now.size()));
        List<PlacedPod> there = new ArrayList<>(some.pods());
        return switch (random.nextInt(6)) {
            case 0 -> there.isEmpty() ? now : now.withoutPod(there.getFirst().uid(), some.name());
            case 1 -> now.withNode(randomNode(random, some.name()));
            case 2 -> now.withoutNode(some.name()).withNode(randomNode(random, "extra"));
            default -> now;
        };
    }

    private static boolean shuns(PlacedPod pod, PlacedPod other) {
        return pod.affinity().forbidden().stream()
                .anyMatch(term -> term.selector().matches(other.labels())
                        && (term.topologyKey().equals(ZONE) || isOneNode(pod, other)));
    }

    /** Whether both are on one node is known by the label that {@link #neighbours} gives. */
    private static boolean isOneNode(PlacedPod pod, PlacedPod other) {
        return pod.labels().containsKey("same-node") || other.labels().containsKey("same-node");
    }

    /** The pods of the zone of a node; those of the node itself are marked. */
    private static List<PlacedPod> neighbours(ClusterSnapshot snapshot, String name) {
        NodeState node = snapshot.at(snapshot.place(name));
        String zone = node.labels().get(ZONE);
        List<PlacedPod> pods = new ArrayList<>();
        for (int n = 0; n < snapshot.size(); n++) {
            NodeState other = snapshot.at(n);
            boolean same = other.name().equals(name);
            if (same || (zone != null && zone.equals(other.labels().get(ZONE)))) {
                other.pods().forEach(pod -> pods.add(same ? marked(pod) : pod));
            }
        }
        return pods;
    }

    private static PlacedPod marked(PlacedPod pod) {
        return PlacedPod.of(labelled(pod.pod(), "same-node", ""));
    }

    private static ClusterSnapshot randomCluster(Random random) {
        ClusterSnapshot snapshot = ClusterSnapshot.EMPTY;
        int count = random.nextInt(1, 10);
        for (int i = 0; i < count; i++) {
            snapshot = snapshot.withNode(randomNode(random, "n" + i));
        }
        return snapshot;
    }

    private static Node randomNode(Random random, String name) {
        return labelled(node(name, random.nextInt(1, 5) + "", "8Gi"), ZONE, "z" + random.nextInt(3));
    }

    private static Pod randomPod(Random random, int index) {
        Pod pod = labelled(pod("p" + index, random.nextInt(10) * 100 + "m", "10Mi"), "app", "a" + random.nextInt(3));
        String app = "a" + random.nextInt(3);
        String key = random.nextBoolean() ? ZONE : HOST;
        return switch (random.nextInt(8)) {
            case 0 -> wanting(pod, near("app", app, key));
            case 1, 2 -> shunning(pod, near("app", app, key));
            case 3 -> liking(pod, random.nextInt(1, 100), near("app", app, key));
            case 4, 5 -> spreading(pod, spread("app", app, key, random.nextInt(1, 3)));
            default -> pod;
        };
    }
}
