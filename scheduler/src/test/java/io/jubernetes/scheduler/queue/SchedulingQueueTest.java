package io.jubernetes.scheduler.queue;

import static io.jubernetes.scheduler.Fixtures.cluster;
import static io.jubernetes.scheduler.Fixtures.labelled;
import static io.jubernetes.scheduler.Fixtures.near;
import static io.jubernetes.scheduler.Fixtures.node;
import static io.jubernetes.scheduler.Fixtures.pod;
import static io.jubernetes.scheduler.Fixtures.priority;
import static io.jubernetes.scheduler.Fixtures.selecting;
import static io.jubernetes.scheduler.Fixtures.shunning;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.Profiles;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SchedulingQueueTest {

    private final SchedulingQueue queue = new SchedulingQueue(
            new SystemEnvironment(),
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(10)),
            new Profiles(List.of(ProfileFactory.standard())));

    private QueuedPod take() throws InterruptedException {
        QueuedPod pod = queue.take();
        assertThat(pod).isNotNull();
        return pod;
    }

    private String next() throws InterruptedException {
        return take().pod().getMetadata().getName();
    }

    private void reject(QueuedPod tried, String... plugins) {
        queue.reject(tried, tried.pod(), new TreeSet<>(List.of(plugins)));
    }

    @Test
    void higherPriorityFirstThenFirstCome() throws Exception {
        queue.put(pod("a"));
        queue.put(pod("b"));
        queue.put(priority(pod("c"), 10));
        assertThat(List.of(next(), next(), next())).containsExactly("c", "a", "b");
    }

    @Test
    void aRejectedPodWaitsForAnEventThatMayHelp() throws Exception {
        queue.put(pod("a"));
        reject(take(), "NodeAffinity");
        queue.happened(Change.of(ClusterEvent.POD_LEFT_NODE));
        assertThat(queue.unschedulableCount()).isEqualTo(1);
        queue.happened(Change.of(ClusterEvent.NODE_LABELS_CHANGED));
        assertThat(queue.unschedulableCount()).isZero();
        assertThat(next()).isEqualTo("a");
    }

    @Test
    void aNodeThatIsTooSmallWakesNobody() throws Exception {
        queue.put(pod("a", "2", "1Mi"));
        reject(take(), "NodeResourcesFit");
        queue.happened(added(node("small", "1", "1Gi")));
        assertThat(queue.unschedulableCount()).isEqualTo(1);
        queue.happened(added(node("large", "4", "1Gi")));
        assertThat(queue.unschedulableCount()).isZero();
    }

    private static Change added(Node node) {
        return Change.ofNode(ClusterEvent.NODE_ADDED, cluster(node).at(0));
    }

    @Test
    void onlyAPodThatWasInTheWayWakesByLeaving() throws Exception {
        queue.put(shunning(pod("a"), near("app", "web", "zone")));
        reject(take(), "InterPodAffinity");
        queue.happened(left(pod("stranger")));
        assertThat(queue.unschedulableCount()).isEqualTo(1);
        queue.happened(left(labelled(pod("web"), "app", "web")));
        assertThat(queue.unschedulableCount()).isZero();
    }

    private static Change left(Pod pod) {
        return Change.ofPod(ClusterEvent.POD_LEFT_NODE, PlacedPod.of(pod));
    }

    @Test
    void anEventDuringTheAttemptIsNotMissed() throws Exception {
        queue.put(pod("a"));
        QueuedPod tried = take();
        queue.happened(Change.of(ClusterEvent.NODE_ADDED));
        reject(tried, "NodeResourcesFit");
        assertThat(queue.unschedulableCount()).isZero();
        assertThat(next()).isEqualTo("a");
    }

    @Test
    void anErrorIsTriedAgainAfterItsBackoff() throws Exception {
        queue.put(pod("a"));
        QueuedPod tried = take();
        queue.reject(tried, tried.pod(), null);
        assertThat(take().attempts()).isEqualTo(2);
    }

    @Test
    void onlyAChangeOfWhatThePodAsksForWakesIt() throws Exception {
        queue.put(pod("a"));
        reject(take(), "NodeAffinity");
        queue.put(new PodBuilder(pod("a"))
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build());
        assertThat(queue.unschedulableCount()).isEqualTo(1);
        queue.put(selecting(pod("a"), "disk", "ssd"));
        assertThat(queue.unschedulableCount()).isZero();
    }

    @Test
    void aGatedPodWaitsForItsGatesToGo() throws Exception {
        Pod gated = new PodBuilder(pod("a"))
                .editSpec()
                .addNewSchedulingGate("g")
                .endSpec()
                .build();
        queue.put(gated);
        queue.put(pod("b"));
        queue.happened(Change.of(ClusterEvent.NODE_ADDED));
        assertThat(next()).isEqualTo("b");
        assertThat(queue.unschedulableCount()).isEqualTo(1);
        queue.put(pod("a"));
        assertThat(next()).isEqualTo("a");
    }

    @Test
    void aRemovedPodIsNotTried() throws Exception {
        queue.put(pod("a"));
        queue.put(pod("b"));
        queue.remove("uid-a");
        assertThat(next()).isEqualTo("b");
    }

    @Test
    void aPodThatWasRemovedWhileTriedDoesNotComeBack() throws Exception {
        queue.put(pod("a"));
        QueuedPod tried = take();
        queue.remove("uid-a");
        queue.reject(tried, tried.pod(), null);
        queue.put(pod("b"));
        assertThat(next()).isEqualTo("b");
    }

    @Test
    void backoffDoublesUpToItsLimit() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));
        assertThat(List.of(1, 2, 3, 4, 5, 60).stream().map(backoff::after).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    }

    @Test
    void closingEndsTheWait() throws Exception {
        queue.close();
        assertThat(queue.take()).isNull();
    }
}
