package io.jubernetes.scheduler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.scheduler.framework.Diagnosis;
import io.jubernetes.scheduler.queue.QueuedPod;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens with a pod that could not be placed: back to the queue, an event, and the pod's condition. */
final class FailureReport {

    private static final Logger LOG = LoggerFactory.getLogger(FailureReport.class);

    private final Environment environment;
    private final Informer<Pod> informer;
    private final ResourceClient<Pod> pods;
    private final EventRecorder events;
    private final SchedulingQueue queue;

    FailureReport(
            Environment environment,
            Informer<Pod> informer,
            ResourceClient<Pod> pods,
            EventRecorder events,
            SchedulingQueue queue) {
        this.environment = environment;
        this.informer = informer;
        this.pods = pods;
        this.events = events;
        this.queue = queue;
    }

    /** No node would do. */
    void unschedulable(QueuedPod tried, Diagnosis diagnosis) {
        boolean mayPreempt = !"Never".equals(tried.pod().getSpec().getPreemptionPolicy());
        report(tried, "Unschedulable", diagnosis.message(mayPreempt), diagnosis.plugins());
    }

    /** The attempt itself failed. */
    void error(QueuedPod tried, String message) {
        report(tried, "SchedulerError", message, null);
    }

    private void report(QueuedPod tried, String reason, String message, @Nullable SortedSet<String> plugins) {
        Pod newest = newest(tried);
        if (newest == null || PodWatch.isOnNode(newest)) {
            queue.done(tried.uid());
            return;
        }
        queue.reject(tried, newest, plugins);
        events.warning(newest, "FailedScheduling", message);
        writeCondition(newest, reason, message);
    }

    private @Nullable Pod newest(QueuedPod tried) {
        Pod pod = informer.get(
                tried.pod().getMetadata().getNamespace(),
                tried.pod().getMetadata().getName());
        return pod != null && pod.getMetadata().getUid().equals(tried.uid()) ? pod : null;
    }

    private void writeCondition(Pod pod, String reason, String message) {
        PodCondition old = current(pod);
        if (old != null
                && "False".equals(old.getStatus())
                && reason.equals(old.getReason())
                && message.equals(old.getMessage())) {
            return;
        }
        ObjectNode patch = patch(pod, old, reason, message);
        try {
            pods.patchStatus(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), PatchType.STRATEGIC, patch);
        } catch (UncheckedIOException e) {
            LOG.warn("Pod condition not written: pod={}", pod.getMetadata().getName(), e);
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                LOG.warn("Pod condition not written: pod={}", pod.getMetadata().getName(), e);
            }
        }
    }

    private static @Nullable PodCondition current(Pod pod) {
        return pod.getStatus() == null
                ? null
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> "PodScheduled".equals(condition.getType()))
                        .findFirst()
                        .orElse(null);
    }

    private ObjectNode patch(Pod pod, @Nullable PodCondition old, String reason, String message) {
        ObjectNode condition = JsonNodeFactory.instance.objectNode();
        condition.put("type", "PodScheduled").put("status", "False");
        condition.put("reason", reason).put("message", message);
        condition.putNull("lastProbeTime");
        condition.put("lastTransitionTime", transition(old));
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", pod.getMetadata().getUid());
        patch.putObject("status").putArray("conditions").add(condition);
        return patch;
    }

    private String transition(@Nullable PodCondition old) {
        return old != null && "False".equals(old.getStatus())
                ? old.getLastTransitionTime()
                : environment.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
