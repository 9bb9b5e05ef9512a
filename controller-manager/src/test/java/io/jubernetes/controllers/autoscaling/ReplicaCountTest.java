package io.jubernetes.controllers.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jubernetes.controllers.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given what pods use, how many are wanted. */
@Timeout(10)
class ReplicaCountTest {

    private static final Instant NOW = Fixtures.NOW;

    private static ReplicaCount count(int current) {
        return new ReplicaCount(current, 0.1, 0.1);
    }

    private static Map<String, Sample> samples(String milli) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (String each : milli.isEmpty() ? new String[0] : milli.split(" ")) {
            samples.put("pod-" + samples.size(), new Sample(Long.parseLong(each), NOW, Duration.ofMinutes(1)));
        }
        return samples;
    }

    private static ReplicaCount.Usage utilization(int pods, int percent) {
        Map<String, Long> requests = new LinkedHashMap<>();
        for (int i = 0; i < pods; i++) {
            requests.put("pod-" + i, 1000L);
        }
        return new ReplicaCount.Utilization(requests, percent);
    }

    @ParameterizedTest
    @CsvSource({
        // used, target in percent of a request of 1000, wanted
        "300 500 700, 30, 5",
        "1000 1000 1000, 50, 6",
        "100 100 100, 50, 1",
        "500 500 500, 50, 3",
        "530 530 530, 50, 3",
        "460 460 460, 50, 3",
        "600 600 600, 50, 4"
    })
    void readyPodsAreWeighedByTheirRequests(String used, int target, int wanted) {
        PodGroups groups = new PodGroups(3, Set.of(), Set.of(), Set.of());
        assertThat(count(3).ofPods(samples(used), groups, utilization(3, target)))
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        // two of three pods have metrics; the third counts against the change
        "1000 1000, 50, 4",
        "600 600, 50, 3",
        "100 100, 50, 3",
        "10 10, 90, 2"
    })
    void aPodWithoutMetricsSpeaksAgainstTheChange(String used, int target, int wanted) {
        PodGroups groups = new PodGroups(2, Set.of(), Set.of("pod-2"), Set.of());
        assertThat(count(3).ofPods(samples(used), groups, utilization(3, target)))
                .isEqualTo(wanted);
    }

    @Test
    void aPodThatStartsCountsAsIdleWhenOthersAskForMore() {
        PodGroups groups = new PodGroups(2, Set.of("pod-2"), Set.of(), Set.of());
        assertThat(count(3).ofPods(samples("1000 1000 5000"), groups, utilization(3, 50)))
                .isEqualTo(4);
        assertThatThrownBy(() -> count(1).ofPods(
                                samples("100"),
                                new PodGroups(0, Set.of("pod-0"), Set.of(), Set.of()),
                                utilization(1, 50)))
                .hasMessage("did not receive metrics for targeted pods (pods might be unready)");
    }

    @ParameterizedTest
    @CsvSource({"100, 50, 2, 4", "52, 50, 2, 2", "10, 50, 2, 1"})
    void oneValueForAllPods(long value, long target, int ready, int wanted) {
        assertThat(count(2).ofValue(value, target, ready)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"100, 10, 2, 10", "21, 10, 2, 2", "5, 10, 2, 1", "30, 10, 0, 3"})
    void oneValueSharedByThePods(long value, long each, int replicas, int wanted) {
        assertThat(count(replicas).ofShare(value, each, replicas)).isEqualTo(wanted);
    }

    @Test
    void podsAreGroupedByWhatTheirMetricsAreWorth() {
        List<Pod> pods = List.of(
                started("ready", "True", "2026-01-01T11:00:00Z", "2026-01-01T11:00:10Z"),
                started("starting", "True", "2026-01-01T11:58:00Z", "2026-01-01T11:59:30Z"),
                started("never", "False", "2026-01-01T11:00:00Z", "2026-01-01T11:00:10Z"),
                started("silent", "True", "2026-01-01T11:00:00Z", "2026-01-01T11:00:10Z"),
                Fixtures.pod("pending"));
        Sample sample = new Sample(1, NOW, Duration.ofMinutes(1));
        Map<String, Sample> metrics = Map.of("ready", sample, "starting", sample, "never", sample);
        PodGroups groups = PodGroups.of(pods, metrics, true, NOW);
        assertThat(groups.ready()).isEqualTo(1);
        assertThat(groups.unready()).containsExactlyInAnyOrder("starting", "never", "pending");
        assertThat(groups.missing()).containsExactly("silent");
        assertThat(PodGroups.of(pods, metrics, false, NOW).ready()).isEqualTo(3);
    }

    private static Pod started(String name, String ready, String start, String since) {
        return new PodBuilder(Fixtures.pod(name))
                .withNewStatus()
                .withPhase("Running")
                .withStartTime(start)
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .withLastTransitionTime(since)
                .endCondition()
                .endStatus()
                .build();
    }
}
