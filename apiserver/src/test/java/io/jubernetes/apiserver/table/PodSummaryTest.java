package io.jubernetes.apiserver.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class PodSummaryTest {

    /** @param pod spec and status, single quotes for double ones */
    record Case(String name, String pod, String status, String ready, long restarts) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String ONE = "'spec':{'containers':[{'name':'a'}]}";
    private static final String TWO = "'spec':{'containers':[{'name':'a'},{'name':'b'}]}";
    private static final String INIT =
            "'spec':{'initContainers':[{'name':'i'},{'name':'j'}],'containers':[{'name':'a'}]}";
    private static final String SIDECAR =
            "'spec':{'initContainers':[{'name':'s','restartPolicy':'Always'}],'containers':[{'name':'a'}]}";
    private static final String RUNNING = "'ready':true,'state':{'running':{}}";

    static Stream<Case> cases() {
        return Stream.of(ofContainers(), ofInitContainers(), ofPods()).flatMap(part -> part);
    }

    private static Stream<Case> ofContainers() {
        return Stream.of(
                new Case("nothing known yet", "{" + ONE + ",'status':{'phase':'Pending'}}", "Pending", "0/1", 0),
                new Case(
                        "waiting with a reason",
                        "{" + ONE + ",'status':{'phase':'Pending','containerStatuses':[{'name':'a',"
                                + "'state':{'waiting':{'reason':'ContainerCreating'}}}]}}",
                        "ContainerCreating",
                        "0/1",
                        0),
                new Case(
                        "running",
                        "{" + ONE + ",'status':{'phase':'Running','containerStatuses':[{'name':'a'," + RUNNING + "}]}}",
                        "Running",
                        "1/1",
                        0),
                new Case(
                        "crash loop, counted",
                        "{" + ONE + ",'status':{'phase':'Running','containerStatuses':[{'name':'a','restartCount':4,"
                                + "'state':{'waiting':{'reason':'CrashLoopBackOff'}}}]}}",
                        "CrashLoopBackOff",
                        "0/1",
                        4),
                new Case(
                        "one of two done, the other ready",
                        "{" + TWO + ",'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}],"
                                + "'containerStatuses':[{'name':'a','state':{'terminated':{'exitCode':0,"
                                + "'reason':'Completed'}}},{'name':'b'," + RUNNING + "}]}}",
                        "Running",
                        "1/2",
                        0),
                new Case(
                        "one of two done, pod not ready",
                        "{" + TWO + ",'status':{'phase':'Running','containerStatuses':[{'name':'a','state':{"
                                + "'terminated':{'exitCode':0,'reason':'Completed'}}},{'name':'b'," + RUNNING + "}]}}",
                        "NotReady",
                        "1/2",
                        0),
                new Case(
                        "killed by a signal, no reason given",
                        "{" + ONE + ",'status':{'phase':'Failed','containerStatuses':[{'name':'a',"
                                + "'state':{'terminated':{'exitCode':137,'signal':9}}}]}}",
                        "Signal:9",
                        "0/1",
                        0));
    }

    private static Stream<Case> ofInitContainers() {
        return Stream.of(
                new Case(
                        "second init container runs",
                        "{" + INIT + ",'status':{'phase':'Pending','initContainerStatuses':[{'name':'i',"
                                + "'state':{'terminated':{'exitCode':0}}},{'name':'j','state':{'running':{}}}]}}",
                        "Init:1/2",
                        "0/1",
                        0),
                new Case(
                        "init container failed",
                        "{" + INIT + ",'status':{'phase':'Pending','initContainerStatuses':[{'name':'i',"
                                + "'restartCount':2,'state':{'terminated':{'exitCode':3}}}]}}",
                        "Init:ExitCode:3",
                        "0/1",
                        2),
                new Case(
                        "init container backs off",
                        "{" + INIT + ",'status':{'phase':'Pending','initContainerStatuses':[{'name':'i',"
                                + "'state':{'waiting':{'reason':'CrashLoopBackOff'}}}]}}",
                        "Init:CrashLoopBackOff",
                        "0/1",
                        0),
                new Case(
                        "sidecar counts as a container",
                        "{" + SIDECAR + ",'status':{'phase':'Running','initContainerStatuses':[{'name':'s',"
                                + "'restartCount':1,'started':true," + RUNNING + "}],'containerStatuses':[{'name':'a',"
                                + RUNNING + "}]}}",
                        "Running",
                        "2/2",
                        1));
    }

    private static Stream<Case> ofPods() {
        return Stream.of(
                new Case(
                        "being deleted",
                        "{'metadata':{'deletionTimestamp':'2026-01-01T00:00:00Z'}," + ONE
                                + ",'status':{'phase':'Running','containerStatuses':[{'name':'a'," + RUNNING + "}]}}",
                        "Terminating",
                        "1/1",
                        0),
                new Case(
                        "being deleted after it ended",
                        "{'metadata':{'deletionTimestamp':'2026-01-01T00:00:00Z'}," + ONE
                                + ",'status':{'phase':'Succeeded'}}",
                        "Succeeded",
                        "0/1",
                        0),
                new Case(
                        "scheduling gate",
                        "{" + ONE + ",'status':{'phase':'Pending','conditions':[{'type':'PodScheduled',"
                                + "'status':'False','reason':'SchedulingGated'}]}}",
                        "SchedulingGated",
                        "0/1",
                        0),
                new Case(
                        "evicted",
                        "{" + ONE + ",'status':{'phase':'Failed','reason':'Evicted'}}",
                        "Evicted",
                        "0/1",
                        0));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneLineSaysWhatMattersMost(Case c) {
        byte[] json = c.pod().replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        PodSummary summary = PodSummary.of(Json.decode(json).object());

        assertThat(summary.reason()).isEqualTo(c.status());
        assertThat(summary.ready() + "/" + summary.total()).isEqualTo(c.ready());
        assertThat(summary.restarts()).isEqualTo(c.restarts());
    }
}
