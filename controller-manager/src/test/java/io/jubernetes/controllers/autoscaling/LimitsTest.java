package io.jubernetes.controllers.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.controllers.Fixtures;
import io.jubernetes.controllers.autoscaling.Limits.Bounds;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class LimitsTest {

    private static final Instant NOW = Fixtures.NOW;
    private static final JsonNode USUAL = MissingNode.getInstance();

    @ParameterizedTest
    @CsvSource({
        "3, 5, DesiredWithinRange, 5",
        "3, 9, ScaleUpLimit, 6",
        "1, 9, ScaleUpLimit, 4",
        "6, 99, TooManyReplicas, 10",
        "3, 1, TooFewReplicas, 2",
        "3, 3, DesiredWithinRange, 3"
    })
    void withoutBehaviorTheNumberDoublesAtMost(int current, int wanted, String reason, int replicas) {
        Limits.Limited limited = new Limits().bounded(USUAL, current, wanted, new Bounds(2, 10), NOW);
        assertThat(limited.reason()).isEqualTo(reason);
        assertThat(limited.replicas()).isEqualTo(replicas);
    }

    @Test
    void theHighestRecommendationOfFiveMinutesCounts() {
        Limits limits = new Limits();
        assertThat(limits.stabilized(USUAL, 5, 5, NOW).reason()).isEqualTo("ReadyForNewScale");
        Limits.Limited soon = limits.stabilized(USUAL, 5, 1, NOW.plusSeconds(60));
        assertThat(soon.replicas()).isEqualTo(5);
        assertThat(soon.reason()).isEqualTo("ScaleDownStabilized");
        assertThat(limits.stabilized(USUAL, 5, 1, NOW.plusSeconds(301)).replicas())
                .isEqualTo(1);
        assertThat(limits.stabilized(USUAL, 1, 4, NOW.plusSeconds(302)).replicas())
                .isEqualTo(4);
    }

    /** @param policy which to select, its type and its value */
    private static JsonNode behavior(String policy) throws Exception {
        String[] words = policy.split(" ");
        String rules = "{\"selectPolicy\":\"" + words[0] + "\",\"policies\":[{\"type\":\"" + words[1] + "\",\"value\":"
                + words[2] + ",\"periodSeconds\":60}]}";
        return Json.mapper().readTree("{\"scaleUp\":" + rules + ",\"scaleDown\":" + rules + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "Max Pods 2, 4, 9, ScaleUpLimit, 6",
        "Max Percent 50, 4, 9, ScaleUpLimit, 6",
        "Disabled Pods 2, 4, 9, ScaleUpLimit, 4",
        "Max Pods 2, 8, 1, ScaleDownLimit, 6",
        "Max Percent 25, 8, 1, ScaleDownLimit, 6",
        "Disabled Pods 2, 8, 1, ScaleDownLimit, 8"
    })
    void policiesLimitTheRate(String policy, int current, int wanted, String reason, int replicas) throws Exception {
        Limits.Limited limited = new Limits().bounded(behavior(policy), current, wanted, new Bounds(1, 10), NOW);
        assertThat(limited.reason()).isEqualTo(reason);
        assertThat(limited.replicas()).isEqualTo(replicas);
    }

    @Test
    void whatWasDoneInThePeriodCounts() throws Exception {
        JsonNode behavior = behavior("Max Pods 2");
        Limits limits = new Limits();
        limits.changed(4, 6, NOW);
        assertThat(limits.bounded(behavior, 6, 9, new Bounds(1, 10), NOW.plusSeconds(30))
                        .replicas())
                .isEqualTo(6);
        assertThat(limits.bounded(behavior, 6, 9, new Bounds(1, 10), NOW.plusSeconds(61))
                        .replicas())
                .isEqualTo(8);
    }
}
