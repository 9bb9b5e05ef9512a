package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.pod.PodStatusBuilder.Verdict;
import io.jubernetes.kubelet.settings.ShutdownPolicy;
import io.jubernetes.kubelet.settings.ShutdownPolicy.Period;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the pods of a node that shuts down: group by group, those that matter least first. */
public final class NodeShutdown {

    private static final Logger LOG = LoggerFactory.getLogger(NodeShutdown.class);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String MESSAGE = "Pod was terminated in response to imminent node shutdown.";

    private final Environment environment;
    private final ShutdownPolicy policy;
    private final Supplier<List<Pod>> pods;
    private final BiConsumer<Pod, Verdict> evict;

    /**
     * @param pods those of the node, as the cluster has them
     * @param evict ends one and says why
     */
    public NodeShutdown(
            Environment environment, ShutdownPolicy policy, Supplier<List<Pod>> pods, BiConsumer<Pod, Verdict> evict) {
        this.environment = environment;
        this.policy = policy;
        this.pods = pods;
        this.evict = evict;
    }

    /** Returns when all have ended, or their time is over. */
    public void run() throws InterruptedException {
        for (int group = 0; group < policy.periods().size(); group++) {
            Period period = policy.periods().get(group);
            List<Pod> mine = ofGroup(group);
            LOG.info("Pods end, for the node shuts down: priority={} pods={}", period.priority(), mine.size());
            mine.forEach(pod -> evict.accept(pod, new Verdict("Terminated", MESSAGE, period.time())));
            await(group, period.time());
        }
    }

    private void await(int group, Duration time) throws InterruptedException {
        long end = environment.nanoTime() + time.toNanos();
        while (!ofGroup(group).isEmpty() && environment.nanoTime() < end) {
            environment.sleep(LOOK);
        }
    }

    private List<Pod> ofGroup(int group) {
        return pods.get().stream()
                .filter(p -> !Pods.isFinished(p) && policy.group(priority(p)) == group)
                .toList();
    }

    private static int priority(Pod pod) {
        Integer priority = pod.getSpec().getPriority();
        return priority == null ? 0 : priority;
    }
}
