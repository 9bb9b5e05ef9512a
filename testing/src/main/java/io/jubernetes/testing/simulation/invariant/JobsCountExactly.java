package io.jubernetes.testing.simulation.invariant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jubernetes.testing.simulation.history.Change;
import io.jubernetes.testing.simulation.history.ClusterView;
import io.jubernetes.testing.simulation.history.Invariant;
import io.jubernetes.testing.simulation.history.Objects;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A Job counts each pod once at most, takes nothing back, and no success is lost: a pod is free only when the Job has noted its end. */
final class JobsCountExactly implements Invariant {

    private static final String FINALIZER = "batch.kubernetes.io/job-tracking";

    // by the uid of the Job, the uids of pods
    private final Map<String, Set<String>> known = new HashMap<>();
    private final Map<String, Set<String>> succeeded = new HashMap<>();

    @Override
    public void check(Change change, ClusterView view) {
        if (change.key().startsWith(ClusterView.PODS)) {
            checkPod(change, view);
        } else if (change.key().startsWith(ClusterView.JOBS) && !change.isDeletion()) {
            checkJob(change.object(), change.previous());
        }
    }

    private void checkPod(Change change, ClusterView view) {
        JsonNode pod = change.isDeletion() ? change.previous() : change.object();
        String job = Objects.controllerUid(pod);
        known.computeIfAbsent(job, _ -> new HashSet<>()).add(Objects.uid(pod));
        boolean hasSucceeded = pod.path("status").path("phase").asText().equals("Succeeded");
        if (hasSucceeded) {
            succeeded.computeIfAbsent(job, _ -> new HashSet<>()).add(Objects.uid(pod));
        }
        if (hasSucceeded && isTracked(change.previous()) && !isTracked(change.object())) {
            JsonNode owner = jobOf(job, view);
            Invariant.require(
                    owner.isMissingNode() || hasNoted(owner, pod), "the success of %s is not noted", Objects.uid(pod));
        }
    }

    private static boolean isTracked(JsonNode pod) {
        return contains(pod.path("metadata").path("finalizers"), FINALIZER);
    }

    private static boolean contains(JsonNode list, String text) {
        return list.valueStream().anyMatch(item -> item.asText().equals(text));
    }

    /** A Job that counts still. */
    private static JsonNode jobOf(String uid, ClusterView view) {
        return view.all(ClusterView.JOBS).stream()
                .filter(job -> Objects.uid(job).equals(uid))
                .filter(job -> !Objects.isBeingDeleted(job) && !isEnding(job))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static boolean isEnding(JsonNode job) {
        return job.path("status")
                .path("conditions")
                .valueStream()
                .anyMatch(condition -> !condition.path("type").asText().equals("Suspended"));
    }

    /** A pod that was deleted failed, and may succeed before it is gone. */
    private static boolean hasNoted(JsonNode job, JsonNode pod) {
        String uid = Objects.uid(pod);
        boolean isIndexed = job.path("spec").path("completionMode").asText().equals("Indexed");
        return contains(noted(job, "succeeded"), uid)
                || contains(noted(job, "failed"), uid)
                || (isIndexed
                        && !job.path("status").path("completedIndexes").asText().isEmpty());
    }

    private static JsonNode noted(JsonNode job, String which) {
        return job.path("status").path("uncountedTerminatedPods").path(which);
    }

    private void checkJob(JsonNode job, JsonNode before) {
        int good = count(job, "succeeded");
        int bad = count(job, "failed");
        int all = known.getOrDefault(Objects.uid(job), Set.of()).size();
        int ended = succeeded.getOrDefault(Objects.uid(job), Set.of()).size();
        Invariant.require(good <= ended, "%d successes counted, %d pods succeeded", good, ended);
        Invariant.require(good + bad <= all, "%d ends counted, %d pods known", good + bad, all);
        for (String which : new String[] {"succeeded", "failed"}) {
            int now = job.path("status").path(which).asInt();
            int then = before.path("status").path(which).asInt();
            Invariant.require(now >= then, "%s went from %d to %d", which, then, now);
        }
    }

    /** Counted and noted; what an Indexed Job has noted is counted. */
    private static int count(JsonNode job, String which) {
        return job.path("status").path(which).asInt() + noted(job, which).size();
    }
}
