package io.jubernetes.controllers.daemonset;

import static io.jubernetes.controllers.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.jubernetes.controllers.Fixtures;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class DaemonDecisionTest {

    private static DaemonSet set(int surge, int unavailable) {
        return new DaemonSetBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("agent")
                .withUid("uid-agent")
                .endMetadata()
                .withNewSpec()
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString(surge))
                .withMaxUnavailable(new IntOrString(unavailable))
                .endRollingUpdate()
                .endUpdateStrategy()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static DaemonSet onDelete() {
        return new DaemonSetBuilder(set(0, 1))
                .editSpec()
                .withNewUpdateStrategy()
                .withType("OnDelete")
                .endUpdateStrategy()
                .endSpec()
                .build();
    }

    private static DaemonSet selecting(String label) {
        return new DaemonSetBuilder(set(0, 1))
                .editSpec()
                .editTemplate()
                .editSpec()
                .addToNodeSelector(label, "yes")
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Node node(String name, String taint, String effect) {
        NodeBuilder node = new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .endSpec();
        return taint.isEmpty()
                ? node.build()
                : node.editSpec()
                        .addNewTaint()
                        .withKey(taint)
                        .withEffect(effect)
                        .endTaint()
                        .endSpec()
                        .build();
    }

    private static final List<Node> THREE = List.of(node("a", "", ""), node("b", "", ""), node("c", "", ""));

    /** {@code a} is an old pod on node a; {@code a'} a new one; with {@code ?} not ready, {@code -} on its way out, {@code !} failed. */
    private static Pod pod(String text) {
        String node = text.substring(0, 1);
        Pod pod = Fixtures.pod(text.replaceAll("[^a-z0-9]", "") + (text.contains("'") ? "-new" : "-old"));
        Pod state = text.contains("!")
                ? Fixtures.phase(Fixtures.running(pod, node), "Failed")
                : text.contains("?") ? Fixtures.running(pod, node) : Fixtures.ready(pod, node, "2026-01-01T11:00:00Z");
        return new PodBuilder(text.contains("-") ? Fixtures.deleting(state) : state)
                .editMetadata()
                .addToLabels(DaemonFacts.HASH, text.contains("'") ? "new" : "old")
                .endMetadata()
                .build();
    }

    private static List<Pod> pods(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ")).map(DaemonDecisionTest::pod).toList();
    }

    private static String decide(DaemonSet set, List<Node> nodes, String pods) {
        DaemonDecision.Plan plan = new DaemonDecision(set, "new", nodes, pods(pods), NOW).decide();
        Stream<String> deleted = Stream.concat(plan.delete().stream(), plan.ended().stream())
                .map(pod -> "-" + pod.getMetadata().getName());
        return String.join(
                " ",
                Stream.concat(plan.create().stream().map(node -> "+" + node), deleted)
                        .toList());
    }

    static Stream<Arguments> placements() {
        DaemonSet plain = set(0, 1);
        List<Node> ill = List.of(
                node("a", "node.kubernetes.io/unschedulable", "NoSchedule"),
                node("b", "node.kubernetes.io/not-ready", "NoExecute"));
        List<Node> busy = List.of(node("a", "dedicated", "NoSchedule"), node("b", "dedicated", "NoExecute"));
        return Stream.of(
                Arguments.of("one on each", plain, THREE, "", "+a +b +c"),
                Arguments.of("one is enough", plain, THREE, "a' b'", "+c"),
                Arguments.of("the newer of two goes", plain, THREE, "a' a1' b' c'", "-a1-new"),
                Arguments.of("one that goes is waited for", plain, THREE, "a'- b' c'", ""),
                Arguments.of("a failed one goes", plain, THREE, "a'! b' c'", "-a-new"),
                Arguments.of("ailments are borne", plain, ill, "", "+a +b"),
                Arguments.of("other taints are not", plain, busy, "", ""),
                Arguments.of("what runs may stay, or not", plain, busy, "a' b'", "-b-new"),
                Arguments.of("only on selected nodes", selecting("disk"), THREE, "a'", "-a-new"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("placements")
    void eachFitNodeHasOne(String name, DaemonSet set, List<Node> nodes, String pods, String expected) {
        assertThat(decide(set, nodes, pods)).isEqualTo(expected);
    }

    static Stream<Arguments> rollouts() {
        return Stream.of(
                Arguments.of("one at a time", set(0, 1), "a b c", "-a-old"),
                Arguments.of("two at a time", set(0, 2), "a b c", "-a-old -b-old"),
                Arguments.of("the new one must be well", set(0, 1), "a?' b c", ""),
                Arguments.of("then the next", set(0, 1), "a' b c", "-b-old"),
                Arguments.of("one that goes counts", set(0, 1), "a- b c", ""),
                Arguments.of("one that does not work may go in any case", set(0, 1), "a?' b? c", "-b-old"),
                Arguments.of("only when somebody else deletes", onDelete(), "a b c", ""),
                Arguments.of("with surge the new one comes first", set(1, 0), "a b c", "+a"),
                Arguments.of("both run until it is well", set(1, 0), "a a?' b c", ""),
                Arguments.of("then the old one goes", set(1, 0), "a a' b c", "-a-old"),
                Arguments.of("and the next comes", set(1, 0), "a' b c", "+b"),
                Arguments.of("an old one that does not work goes at once", set(1, 0), "a? a?' b' c'", "-a-old"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rollouts")
    void aRolloutKeepsItsBounds(String name, DaemonSet set, String pods, String expected) {
        assertThat(decide(set, THREE, pods)).isEqualTo(expected);
    }

    @Test
    void aPodIsBoundToItsNode() {
        DaemonSet set = new DaemonSetBuilder(set(0, 1))
                .editSpec()
                .editTemplate()
                .editSpec()
                .withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey("disk")
                .withOperator("Exists")
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        Pod pod = DaemonPods.pod(set, "b", "new");
        List<NodeSelectorTerm> terms = pod.getSpec()
                .getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms();
        assertThat(terms).hasSize(1);
        assertThat(terms.getFirst().getMatchExpressions()).hasSize(1);
        assertThat(terms.getFirst().getMatchFields()).containsExactly(NodeFit.named("b"));
        assertThat(NodeFit.target(pod)).isEqualTo("b");
        assertThat(pod.getSpec().getTolerations()).hasSize(6);
    }

    @Test
    void theStatusCountsNodes() {
        List<Node> nodes = List.of(node("a", "", ""), node("b", "", ""), node("c", "dedicated", "NoSchedule"));
        DaemonSetStatus status = new DaemonDecision(set(0, 1), "new", nodes, pods("a' b? c"), NOW).status(0);
        assertThat(status.getDesiredNumberScheduled()).isEqualTo(2);
        assertThat(status.getCurrentNumberScheduled()).isEqualTo(2);
        assertThat(status.getNumberMisscheduled()).isEqualTo(1);
        assertThat(status.getUpdatedNumberScheduled()).isEqualTo(1);
        assertThat(status.getNumberAvailable()).isEqualTo(1);
        assertThat(status.getNumberUnavailable()).isEqualTo(1);
    }

    @Test
    void aNodeThatRefusesIsAskedLessAndLess() {
        FailedPods failed = new FailedPods();
        List<Pod> pods = pods("a'!");
        assertThat(failed.due("uid", pods, NOW).pods()).hasSize(1);
        FailedPods.Due again = failed.due("uid", pods, NOW.plusMillis(200));
        assertThat(again.pods()).isEmpty();
        assertThat(again.pause()).isEqualTo(Duration.ofMillis(800));
        assertThat(failed.due("uid", pods, NOW.plusSeconds(1)).pods()).hasSize(1);
        assertThat(failed.due("uid", pods, NOW.plusSeconds(2)).pods()).isEmpty();
    }
}
