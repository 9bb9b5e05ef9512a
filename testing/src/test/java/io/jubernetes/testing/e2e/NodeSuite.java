package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a node does for people with kubectl, and what it survives: the same on every runtime. The sessions of {@link NodeCase} run
 * side by side, because they mostly wait, each in a namespace of its own. In the end nothing may be left on the machine.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedImages.class)
abstract class NodeSuite {

    static final int MEMBERS = 30;
    private static final int FEW = 8;
    private static final int SIDE_BY_SIDE = 7;
    /** How many sessions there are at least on a runtime of containers. */
    private static final int MANY = 100;
    /** Which sessions run, by their namespaces. */
    private static final Pattern CHOSEN = Pattern.compile(System.getProperty("jubernetes.session", ".*"));
    /**
     * Whether all of them run on all runtimes. Otherwise each runs on plain processes and on one runtime of containers: all of
     * them on all take ten minutes.
     */
    private static final boolean EVERYWHERE = Boolean.getBoolean("jubernetes.sessions.everywhere");

    private final NodeRuntime runtime;

    @SuppressWarnings("NullAway.Init") // by start
    private NodeCluster node;

    NodeSuite(NodeRuntime runtime) {
        this.runtime = runtime;
    }

    @BeforeAll
    void start(NodeImages images) throws IOException {
        runtime.require();
        node = NodeCluster.start(runtime, images);
    }

    @AfterAll
    void leaveNothing() throws Exception {
        if (node != null) {
            try (NodeCluster last = node) {
                last.awaitEmpty();
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> sessions() {
        List<NodeCase> possible =
                NodeCase.all().stream().filter(each -> each.isFor(runtime)).toList();
        List<NodeCase> cases = possible.stream()
                .filter(each -> CHOSEN.matcher(each.namespace()).matches())
                .filter(each -> EVERYWHERE || runtime.takes(each.hashOfName()))
                .toList();
        node.create(cases.stream().map(NodeCase::namespace).toList());
        Map<NodeCase, Future<String>> together = new LinkedHashMap<>();
        ExecutorService people = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        cases.stream()
                .filter(each -> !each.alone())
                .forEach(each -> together.put(each, people.submit(() -> differences(each))));
        people.shutdown();
        List<DynamicTest> tests = new ArrayList<>();
        together.forEach((each, end) -> tests.add(test(each, end::get)));
        cases.stream().filter(NodeCase::alone).forEach(each -> tests.add(test(each, () -> differences(each))));
        tests.add(DynamicTest.dynamicTest(
                runtime.label() + ": many sessions",
                () -> assertThat(possible).hasSizeGreaterThanOrEqualTo(runtime.hasImages() ? MANY : MANY / 2)));
        return tests.stream();
    }

    @Test
    void podsOutliveTheAgent() throws Exception {
        Crowd crowd = Crowd.start(node, MEMBERS);
        Map<String, Crowd.Member> before = crowd.members();
        assertThat(before).hasSize(MEMBERS);
        node.cluster().process().kill();
        String victim = crowd.loseOne(before);
        node.cluster().startAgain();
        crowd.isUnharmedBut(victim, before);
        crowd.disperse();
    }

    @Test
    void podsAreStartedAgainAfterAReboot() throws Exception {
        Crowd crowd = Crowd.start(node, FEW);
        Map<String, Crowd.Member> before = crowd.members();
        Reboot.of(node);
        crowd.isBack(before);
        crowd.disperse();
    }

    NodeCluster node() {
        return node;
    }

    private interface Differences {
        String find() throws Exception;
    }

    private DynamicTest test(NodeCase one, Differences differences) {
        return DynamicTest.dynamicTest(
                runtime.label() + ": " + one.namespace() + " " + one.name(),
                () -> assertThat(differences.find()).isEmpty());
    }

    /** What went otherwise in a session, with what there is to know of its pods; empty when nothing did. */
    private String differences(NodeCase one) {
        Shell shell = node.shell(one.namespace());
        String all = String.join(
                "\n",
                one.session().steps().stream()
                        .map(step -> shell.difference(step, List.of(runtime.label(), runtime.kind())))
                        .filter(text -> !text.isEmpty())
                        .toList());
        if (!all.isEmpty()) {
            all += shell.run(
                    "kubectl get pods -o wide; kubectl events; kubectl get pods -o jsonpath='{.items[*].status}'");
        }
        shell.run("kubectl delete namespace --wait=false " + one.namespace());
        return all;
    }
}
