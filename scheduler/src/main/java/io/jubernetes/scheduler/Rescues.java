package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.scheduler.framework.Diagnosis;
import io.jubernetes.scheduler.framework.ExtensionPoint;
import io.jubernetes.scheduler.framework.Placement;
import io.jubernetes.scheduler.framework.PostFilterPlugin;
import io.jubernetes.scheduler.framework.PostFilterPlugin.Rescue;
import io.jubernetes.scheduler.framework.Profile;
import io.jubernetes.scheduler.queue.QueuedPod;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done with a pod that no node would take: others make room for it, or it waits. */
final class Rescues {

    private final ClusterState state;
    private final ApiWrites writes;
    private final FailureReport failures;
    private final Evictions evictions;
    private final PodConditions conditions;

    Rescues(
            ClusterState state,
            ApiWrites writes,
            FailureReport failures,
            Evictions evictions,
            PodConditions conditions) {
        this.state = state;
        this.writes = writes;
        this.failures = failures;
        this.evictions = evictions;
        this.conditions = conditions;
    }

    void attempt(QueuedPod pod, ClusterSnapshot snapshot, Diagnosis diagnosis, Placement placement, Profile profile)
            throws InterruptedException {
        Rescue rescue = new Rescue.NotNow("");
        for (PostFilterPlugin plugin : profile.at(ExtensionPoint.POST_FILTER, PostFilterPlugin.class)) {
            rescue = plugin.rescue(pod.demand(), snapshot, diagnosis, placement);
            if (rescue instanceof Rescue.Evict) {
                break;
            }
        }
        switch (rescue) {
            case Rescue.Evict(String node, List<PlacedPod> victims) ->
                makeRoom(pod, diagnosis, new Rescue.Evict(node, victims));
            case Rescue.Hopeless(String message) -> {
                state.nominate(pod.demand().demand(), "");
                putBack(pod, diagnosis, diagnosis.message(message), "");
            }
            case Rescue.NotNow(String message) -> putBack(pod, diagnosis, diagnosis.message(message), null);
        }
    }

    private void putBack(QueuedPod pod, Diagnosis diagnosis, String message, @Nullable String nominated)
            throws InterruptedException {
        Pod newest = failures.unschedulable(pod, diagnosis.plugins());
        if (newest != null) {
            writes.submit("unschedulable", () -> failures.tell(newest, message, nominated));
        }
    }

    /** The room is given away before the victims are gone, so that no other pod takes it meanwhile. */
    private void makeRoom(QueuedPod pod, Diagnosis diagnosis, Rescue.Evict rescue) throws InterruptedException {
        List<PlacedPod> displaced = lessImportantNominated(pod, rescue.node());
        state.nominate(pod.demand().demand(), rescue.node());
        displaced.forEach(other -> state.nominate(other, ""));
        putBack(pod, diagnosis, diagnosis.message(""), rescue.node());
        writes.submit("preempt", () -> {
            evictions.evict(pod.demand(), rescue.node(), rescue.victims());
            displaced.forEach(other -> conditions.noLongerNominated(other.pod()));
        });
    }

    private List<PlacedPod> lessImportantNominated(QueuedPod pod, String node) {
        NodeState now = state.node(node);
        return now == null
                ? List.of()
                : now.nominated().stream()
                        .filter(other -> other.priority() < pod.priority())
                        .toList();
    }
}
