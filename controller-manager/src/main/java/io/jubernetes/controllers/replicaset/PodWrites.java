package io.jubernetes.controllers.replicaset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.controllers.ownership.Expectations;
import io.jubernetes.controllers.ownership.LiveOwner;
import io.jubernetes.controllers.pods.PodTemplates;
import io.jubernetes.controllers.pods.SlowStart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates and deletes a ReplicaSet's pods, tells of it in events, and remembers what the cache must come to show. */
final class PodWrites {

    private final Environment environment;
    private final LiveOwner<ReplicaSet> live;
    private final ResourceClient<Pod> pods;
    private final EventRecorder events;
    private final Expectations<Pod> expectations;

    PodWrites(Environment environment, ApiClient client, EventRecorder events, Expectations<Pod> expectations) {
        this.environment = environment;
        this.live = new LiveOwner<>(client.resources(ReplicaSet.class));
        this.pods = client.resources(Pod.class);
        this.events = events;
        this.expectations = expectations;
    }

    /**
     * Creates nothing for a set that is gone: the cache will come to know.
     *
     * @return the first failure, if any
     */
    @Nullable
    RuntimeException create(ReplicaSet set, int count) throws InterruptedException {
        if (!live.isStillThere(set)) {
            return null;
        }
        Pod pod = PodTemplates.instantiate(set.getSpec().getTemplate(), set);
        return SlowStart.run(environment, count, _ -> create(set, pod)).failure();
    }

    private void create(ReplicaSet set, Pod pod) {
        try {
            Pod created = pods.create(pod);
            expectations.created(Key.of(set), created);
            events.normal(
                    set,
                    "SuccessfulCreate",
                    "Created pod: " + created.getMetadata().getName());
        } catch (RuntimeException e) {
            if (!isTerminating(e)) {
                events.warning(set, "FailedCreate", "Error creating: " + e.getMessage());
                throw e;
            }
        }
    }

    /** A namespace on its way out takes nothing new; trying again would be noise. */
    private static boolean isTerminating(RuntimeException e) {
        return e instanceof ApiException refusal
                && refusal.details().causes().stream().anyMatch(c -> "NamespaceTerminating".equals(c.reason()));
    }

    /** @return the first failure, if any */
    @Nullable
    RuntimeException delete(ReplicaSet set, List<Pod> doomed) throws InterruptedException {
        return SlowStart.run(environment, doomed.size(), i -> delete(set, doomed.get(i)))
                .failure();
    }

    private void delete(ReplicaSet set, Pod pod) {
        String name = pod.getMetadata().getName();
        try {
            pods.delete(
                    pod.getMetadata().getNamespace(),
                    name,
                    DeleteOptions.DEFAULT.ifUid(pod.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !e.is(StatusReason.Conflict)) {
                events.warning(set, "FailedDelete", "Error deleting: " + e.getMessage());
                throw e;
            }
            return;
        }
        expectations.deleted(Key.of(set), pod);
        events.normal(set, "SuccessfulDelete", "Deleted pod: " + name);
    }
}
