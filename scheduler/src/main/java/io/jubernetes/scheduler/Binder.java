package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.scheduler.queue.QueuedPod;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the API server where a pod goes. The server refuses when the pod has a node or is gone, so no pod is ever placed twice. */
final class Binder {

    private static final Logger LOG = LoggerFactory.getLogger(Binder.class);

    private final Bindings bindings;
    private final EventRecorder events;
    private final ClusterState state;
    private final SchedulingQueue queue;
    private final FailureReport failures;

    Binder(Bindings bindings, EventRecorder events, ClusterState state, SchedulingQueue queue, FailureReport failures) {
        this.bindings = bindings;
        this.events = events;
        this.state = state;
        this.queue = queue;
        this.failures = failures;
    }

    void bind(QueuedPod tried, String node) throws InterruptedException {
        Pod pod = tried.pod();
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        try {
            bindings.bind(pod, node);
        } catch (RuntimeException e) {
            LOG.warn("Binding failed: pod={}/{} node={}", namespace, name, node, e);
            state.forget(tried.uid());
            failures.error(tried, "binding rejected: " + e.getMessage());
            return;
        }
        queue.done(tried.uid());
        events.normal(pod, "Scheduled", "Successfully assigned " + namespace + "/" + name + " to " + node);
    }
}
