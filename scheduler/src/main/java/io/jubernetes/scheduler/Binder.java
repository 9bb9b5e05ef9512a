package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.scheduler.framework.BindPlugin;
import io.jubernetes.scheduler.framework.Extenders;
import io.jubernetes.scheduler.framework.ExtensionPoint;
import io.jubernetes.scheduler.framework.PermitPlugin;
import io.jubernetes.scheduler.framework.PostBindPlugin;
import io.jubernetes.scheduler.framework.PreBindPlugin;
import io.jubernetes.scheduler.framework.Profile;
import io.jubernetes.scheduler.framework.ReservePlugin;
import io.jubernetes.scheduler.queue.QueuedPod;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a decision leads to: permission, preparation, binding. The server refuses when the pod has a node or is gone, so no pod
 * is ever placed twice.
 */
final class Binder {

    private static final Logger LOG = LoggerFactory.getLogger(Binder.class);

    private final Recorders events;
    private final ClusterState state;
    private final SchedulingQueue queue;
    private final FailureReport failures;
    private final ApiWrites writes;
    private final Extenders extenders;

    Binder(
            Recorders events,
            ClusterState state,
            SchedulingQueue queue,
            FailureReport failures,
            ApiWrites writes,
            Extenders extenders) {
        this.extenders = extenders;
        this.events = events;
        this.state = state;
        this.queue = queue;
        this.failures = failures;
        this.writes = writes;
    }

    /** Keeps what the pod will take. @return why that failed; empty when it is kept */
    static String reserve(Profile profile, QueuedPod pod, String node) {
        for (ReservePlugin plugin : profile.at(ExtensionPoint.RESERVE, ReservePlugin.class)) {
            String problem = plugin.reserve(pod.demand(), node);
            if (!problem.isEmpty()) {
                unreserve(profile, pod, node);
                return "running Reserve plugin \"" + plugin.name() + "\": " + problem;
            }
        }
        return "";
    }

    private static void unreserve(Profile profile, QueuedPod pod, String node) {
        List<ReservePlugin> plugins =
                profile.at(ExtensionPoint.RESERVE, ReservePlugin.class).reversed();
        plugins.forEach(plugin -> plugin.unreserve(pod.demand(), node));
    }

    void bind(Profile profile, QueuedPod tried, String node) throws InterruptedException {
        Pod pod = tried.pod();
        String fullName = tried.demand().demand().fullName();
        try {
            String problem = prepare(profile, tried, node);
            if (!problem.isEmpty()) {
                takeBack(profile, tried, node, problem);
                return;
            }
            if (!extenders.bind(pod, node)) {
                for (BindPlugin plugin : profile.at(ExtensionPoint.BIND, BindPlugin.class)) {
                    plugin.bind(pod, node);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Binding failed: pod={} node={}", fullName, node, e);
            takeBack(profile, tried, node, "binding rejected: " + e.getMessage());
            return;
        }
        queue.done(tried.uid());
        events.normal(pod, pod, "Scheduled", "Successfully assigned " + fullName + " to " + node);
        for (PostBindPlugin plugin : profile.at(ExtensionPoint.POST_BIND, PostBindPlugin.class)) {
            plugin.bound(tried.demand(), node);
        }
    }

    private String prepare(Profile profile, QueuedPod pod, String node) throws InterruptedException {
        for (PermitPlugin plugin : profile.at(ExtensionPoint.PERMIT, PermitPlugin.class)) {
            String problem = plugin.permit(pod.demand(), node);
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        for (PreBindPlugin plugin : profile.at(ExtensionPoint.PRE_BIND, PreBindPlugin.class)) {
            String begun = plugin.preBind(pod.demand(), node);
            String problem = begun.isEmpty() && plugin.waits(pod.demand())
                    ? writes.aside(() -> plugin.await(pod.demand(), node))
                    : begun;
            if (!problem.isEmpty()) {
                return "running PreBind plugin \"" + plugin.name() + "\": " + problem;
            }
        }
        return "";
    }

    private void takeBack(Profile profile, QueuedPod tried, String node, String problem) {
        unreserve(profile, tried, node);
        state.forget(tried.uid());
        failures.error(tried, problem);
    }
}
