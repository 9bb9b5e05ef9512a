package io.jubernetes.controllers.nodelifecycle;

import static io.jubernetes.controllers.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class NodeTaintsTest {

    private static Node node(String ready, Taint... taints) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("n")
                .endMetadata()
                .withNewSpec()
                .withTaints(taints)
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Taint taint(String key, String effect, @Nullable String added) {
        return new Taint(effect, key, added, null);
    }

    @ParameterizedTest
    @CsvSource({
        "True,true,''",
        "False,true,'node.kubernetes.io/not-ready:NoSchedule node.kubernetes.io/not-ready:NoExecute'",
        "False,false,'node.kubernetes.io/not-ready:NoSchedule'",
        "Unknown,true,'node.kubernetes.io/unreachable:NoSchedule node.kubernetes.io/unreachable:NoExecute'"
    })
    void followReadiness(String ready, boolean evict, String expected) {
        List<String> taints = NodeTaints.of(node(ready), evict, NOW).stream()
                .map(taint -> taint.getKey() + ":" + taint.getEffect())
                .toList();
        assertThat(String.join(" ", taints)).isEqualTo(expected);
    }

    @Test
    void othersTaintsAndTheTimeOfOursStay() {
        Taint theirs = taint("dedicated", "NoSchedule", null);
        Taint ours = taint(NodeTaints.UNREACHABLE, "NoExecute", "2026-01-01T11:00:00Z");
        Taint past = taint(NodeTaints.NOT_READY, "NoExecute", "2026-01-01T10:00:00Z");
        assertThat(NodeTaints.of(node("Unknown", theirs, past, ours), true, NOW))
                .containsExactly(theirs, ours, taint(NodeTaints.UNREACHABLE, "NoSchedule", null));
    }

    @Test
    void aSilentNodesConditionsAreUnknown() {
        List<NodeCondition> conditions = SilentNode.conditions(node("True"), NOW);
        assertThat(conditions)
                .extracting(NodeCondition::getType, NodeCondition::getStatus, NodeCondition::getReason)
                .contains(
                        tuple("Ready", "Unknown", "NodeStatusUnknown"),
                        tuple("DiskPressure", "Unknown", "NodeStatusNeverUpdated"));
    }

    private static Toleration toleration(String key, String effect, @Nullable Long seconds) {
        return new TolerationBuilder()
                .withKey(key)
                .withOperator("Exists")
                .withEffect(effect)
                .withTolerationSeconds(seconds)
                .build();
    }

    static Stream<Arguments> evictions() {
        Taint now = taint("k", "NoExecute", NOW.toString());
        Taint past = taint("k", "NoExecute", NOW.minusSeconds(100).toString());
        Taint soft = taint("k", "NoSchedule", null);
        return Stream.of(
                Arguments.of("no taint", List.of(soft), List.of(), new Eviction.Never()),
                Arguments.of("not tolerated", List.of(now), List.of(), new Eviction.Now()),
                Arguments.of(
                        "other effect", List.of(now), List.of(toleration("k", "NoSchedule", null)), new Eviction.Now()),
                Arguments.of(
                        "tolerated for ever", List.of(now), List.of(toleration("k", "", null)), new Eviction.Never()),
                Arguments.of(
                        "tolerated for a time",
                        List.of(past),
                        List.of(toleration("k", "NoExecute", 300L)),
                        new Eviction.In(Duration.ofSeconds(200))),
                Arguments.of(
                        "the time is up",
                        List.of(past),
                        List.of(toleration("k", "NoExecute", 60L)),
                        new Eviction.Now()),
                Arguments.of(
                        "the shortest counts",
                        List.of(now),
                        List.of(toleration("k", "NoExecute", 300L), toleration("", "", 10L)),
                        new Eviction.In(Duration.ofSeconds(10))),
                Arguments.of(
                        "one of two not tolerated",
                        List.of(now, taint("other", "NoExecute", NOW.toString())),
                        List.of(toleration("k", "", null)),
                        new Eviction.Now()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("evictions")
    void evicts(String name, List<Taint> taints, List<Toleration> tolerations, Eviction expected) {
        assertThat(Eviction.of(taints, tolerations, NOW)).isEqualTo(expected);
    }
}
