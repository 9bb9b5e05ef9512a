package io.jubernetes.controllers.deployment;

import static io.jubernetes.controllers.Fixtures.deployment;
import static io.jubernetes.controllers.Fixtures.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.controllers.pods.TemplateHash;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DeploymentDecisionTest {

    private static Rollout rolledOut(int replicas, String surge, String unavailable) {
        Rollout rollout = new Rollout(deployment(replicas, "v1", surge, unavailable));
        for (int i = 0; i < 5; i++) {
            rollout.settle();
            rollout.podsComeUp();
        }
        rollout.settle();
        return rollout;
    }

    private static Deployment resized(Deployment deployment, int replicas) {
        return new DeploymentBuilder(deployment)
                .editSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }

    private static Deployment paused(Deployment deployment, boolean paused) {
        return new DeploymentBuilder(deployment)
                .editSpec()
                .withPaused(paused)
                .endSpec()
                .build();
    }

    private static String progressing(Rollout rollout) {
        DeploymentCondition condition =
                Conditions.find(rollout.deployment.getStatus().getConditions(), Conditions.PROGRESSING);
        return condition == null ? "none" : condition.getStatus() + " " + condition.getReason();
    }

    private static List<Integer> sizes(Rollout rollout) {
        return rollout.sets.values().stream().map(Sets::wanted).sorted().toList();
    }

    @Test
    void theFirstStepMakesTheSet() {
        Rollout rollout = new Rollout(deployment(3, "v1", "25%", "25%"));
        List<Write> writes = rollout.step();
        assertThat(writes).hasSize(2);
        assertThat(writes.getFirst()).isInstanceOfSatisfying(Write.CreateSet.class, create -> {
            ReplicaSet set = create.set();
            String hash = set.getMetadata().getLabels().get("pod-template-hash");
            assertThat(set.getMetadata().getName()).isEqualTo("web-" + hash);
            assertThat(set.getSpec().getSelector().getMatchLabels()).containsEntry("pod-template-hash", hash);
            assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
                    .containsEntry("pod-template-hash", hash)
                    .containsEntry("app", "web");
            assertThat(set.getSpec().getReplicas()).isEqualTo(3);
            assertThat(set.getMetadata().getAnnotations())
                    .containsEntry("deployment.kubernetes.io/revision", "1")
                    .containsEntry("deployment.kubernetes.io/desired-replicas", "3")
                    .containsEntry("deployment.kubernetes.io/max-replicas", "4");
        });
        assertThat(progressing(rollout)).isEqualTo("True NewReplicaSetCreated");
    }

    @Test
    void isCompleteWhenAllIsAvailable() {
        Rollout rollout = rolledOut(3, "25%", "25%");
        assertThat(progressing(rollout)).isEqualTo("True NewReplicaSetAvailable");
        assertThat(rollout.deployment.getStatus().getAvailableReplicas()).isEqualTo(3);
        assertThat(rollout.deployment.getStatus().getUpdatedReplicas()).isEqualTo(3);
        assertThat(rollout.deployment.getMetadata().getAnnotations())
                .containsEntry("deployment.kubernetes.io/revision", "1");
        assertThat(rollout.step()).isEmpty();
    }

    @ParameterizedTest(name = "{0} replicas, surge {1}, unavailable {2}, seed {3}")
    @CsvSource({
        "10,25%,25%,1",
        "10,1,0,2",
        "10,0,1,3",
        "10,100%,0,4",
        "3,25%,25%,5",
        "1,1,0,6",
        "1,0,0,7",
        "7,3,2,8",
        "20,0,50%,9"
    })
    void aRollingUpdateStaysInItsBoundsAndEnds(int replicas, String surge, String unavailable, int seed) {
        Rollout rollout = rolledOut(replicas, surge, unavailable);
        Strategy strategy = Strategy.of(rollout.deployment);
        rollout.update(image(rollout.deployment, "v2"));
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            rollout.step();
            for (ReplicaSet set : List.copyOf(rollout.sets.values())) {
                int more = Sets.available(set) + (random.nextBoolean() ? 1 : 0);
                rollout.available(set.getMetadata().getName(), more);
            }
            int wanted = Sets.sum(List.copyOf(rollout.sets.values()), Sets::wanted);
            int available = Sets.sum(List.copyOf(rollout.sets.values()), Sets::available);
            assertThat(wanted).isLessThanOrEqualTo(strategy.maxTotal());
            assertThat(available).isGreaterThanOrEqualTo(strategy.minAvailable());
        }
        assertThat(rollout.step()).isEmpty();
        assertThat(progressing(rollout)).isEqualTo("True NewReplicaSetAvailable");
        assertThat(rollout.newest())
                .satisfies(set -> assertThat(Sets.wanted(set)).isEqualTo(replicas));
        assertThat(sizes(rollout)).containsExactly(0, replicas);
    }

    /** A set's size, its pods and its status follow each other, each in its own time. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void statusesThatAreBehindDoNotCostAvailability(long seed) {
        Random random = new Random(seed);
        int replicas = random.nextInt(1, 15);
        Rollout rollout = rolledOut(replicas, "25%", "25%");
        Strategy strategy = Strategy.of(rollout.deployment);
        Map<String, Integer> pods = new TreeMap<>();
        rollout.sets.forEach((name, set) -> pods.put(name, Sets.wanted(set)));
        rollout.update(image(rollout.deployment, "v2"));
        for (int i = 0; i < 2000; i++) {
            rollout.step();
            for (ReplicaSet set : List.copyOf(rollout.sets.values())) {
                String name = set.getMetadata().getName();
                int present = pods.getOrDefault(name, 0);
                if (random.nextInt(3) == 0) {
                    pods.put(name, Math.min(Sets.wanted(set), present + random.nextInt(2)));
                }
                if (random.nextInt(3) == 0) {
                    rollout.reports(name, pods.getOrDefault(name, 0));
                }
            }
            int available = pods.values().stream().mapToInt(Integer::intValue).sum();
            assertThat(available).isGreaterThanOrEqualTo(strategy.minAvailable());
        }
        assertThat(sizes(rollout)).containsExactly(0, replicas);
    }

    @Test
    void goingBackTakesTheOldSetAndGivesItTheNextRevision() {
        Rollout rollout = rolledOut(2, "1", "0");
        String first = rollout.newest().getMetadata().getName();
        rollout.update(image(rollout.deployment, "v2"));
        for (int i = 0; i < 10; i++) {
            rollout.settle();
            rollout.podsComeUp();
        }
        rollout.update(image(rollout.deployment, "v1"));
        for (int i = 0; i < 10; i++) {
            rollout.settle();
            rollout.podsComeUp();
        }
        ReplicaSet newest = rollout.newest();
        assertThat(newest.getMetadata().getName()).isEqualTo(first);
        assertThat(newest.getMetadata().getAnnotations())
                .containsEntry("deployment.kubernetes.io/revision", "3")
                .containsEntry("deployment.kubernetes.io/revision-history", "1");
        assertThat(rollout.deployment.getMetadata().getAnnotations())
                .containsEntry("deployment.kubernetes.io/revision", "3");
    }

    @Test
    void anotherSizeDuringARolloutIsSharedInProportion() {
        Rollout rollout = rolledOut(10, "3", "2");
        rollout.update(image(rollout.deployment, "v2"));
        rollout.settle();
        assertThat(sizes(rollout)).containsExactly(5, 8);
        rollout.update(resized(rollout.deployment, 15));
        rollout.step();
        assertThat(sizes(rollout)).containsExactly(7, 11);
    }

    @Test
    void pausedItOnlyResizes() {
        Rollout rollout = rolledOut(3, "1", "0");
        rollout.update(paused(image(resized(rollout.deployment, 5), "v2"), true));
        rollout.settle();
        assertThat(sizes(rollout)).containsExactly(5);
        assertThat(progressing(rollout)).isEqualTo("Unknown DeploymentPaused");
        rollout.update(paused(rollout.deployment, false));
        rollout.step();
        assertThat(progressing(rollout)).isEqualTo("Unknown DeploymentResumed");
        rollout.settle();
        assertThat(rollout.sets).hasSize(2);
    }

    @Test
    void recreateStopsAllBeforeItStarts() {
        Rollout rollout = rolledOut(3, "1", "0");
        rollout.update(new DeploymentBuilder(image(rollout.deployment, "v2"))
                .editSpec()
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .endSpec()
                .build());
        rollout.settle();
        assertThat(sizes(rollout)).containsExactly(0);
        rollout.podsComeUp();
        rollout.step();
        assertThat(sizes(rollout)).containsExactly(0, 3);
    }

    @Test
    void aRolloutThatStandsStillTimesOut() {
        Rollout rollout = rolledOut(2, "1", "0");
        rollout.update(image(rollout.deployment, "broken"));
        rollout.settle();
        rollout.now = rollout.now.plusSeconds(590);
        rollout.step();
        assertThat(progressing(rollout)).doesNotContain("ProgressDeadlineExceeded");
        rollout.now = rollout.now.plusSeconds(20);
        rollout.step();
        assertThat(progressing(rollout)).isEqualTo("False ProgressDeadlineExceeded");
        assertThat(rollout.step()).isEmpty();
    }

    @Test
    void historyIsKeptUpToItsLimit() {
        Rollout rollout = rolledOut(1, "1", "0");
        rollout.update(new DeploymentBuilder(rollout.deployment)
                .editSpec()
                .withRevisionHistoryLimit(2)
                .endSpec()
                .build());
        for (int version = 2; version <= 6; version++) {
            rollout.update(image(rollout.deployment, "v" + version));
            for (int i = 0; i < 10; i++) {
                rollout.settle();
                rollout.podsComeUp();
            }
        }
        assertThat(rollout.sets.values()).extracting(Annotations::revision).containsExactlyInAnyOrder(4L, 5L, 6L);
    }

    @Test
    void equalTemplatesHaveEqualHashesAndCollisionsAreToldApart() {
        Deployment deployment = deployment(1, "v1", "1", "0");
        String hash = TemplateHash.of(deployment.getSpec().getTemplate(), null);
        assertThat(hash)
                .isEqualTo(
                        TemplateHash.of(deployment(5, "v1", "0", "1").getSpec().getTemplate(), null));
        assertThat(hash).isNotEqualTo(TemplateHash.of(deployment.getSpec().getTemplate(), 1));
        assertThat(hash).matches("[bcdfghjklmnpqrstvwxz2456789]+");
    }
}
