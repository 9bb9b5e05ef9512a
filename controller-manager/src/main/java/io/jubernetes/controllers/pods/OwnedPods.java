package io.jubernetes.controllers.pods;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.ownership.Expectations;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Creates and deletes pods for their owners, tells of it in events, and remembers what the cache must come to show. */
public final class OwnedPods<O extends HasMetadata> {

    private final Environment environment;
    private final ResourceClient<Pod> pods;
    private final EventRecorder events;
    private final Expectations<Pod> expectations;
    private final Predicate<O> mayGrow;

    /** @param mayGrow asked once before pods are created for an owner: a cache may know owners that are gone */
    public OwnedPods(ControllerContext context, Informer<Pod> cache, EventRecorder events, Predicate<O> mayGrow) {
        this.environment = context.environment();
        this.pods = context.client().resources(Pod.class);
        this.events = events;
        this.expectations = new Expectations<>(environment, cache);
        this.mayGrow = mayGrow;
    }

    /**
     * What came of it.
     *
     * @param done how many pods were created or deleted
     * @param failure the first one, if any
     */
    public record Outcome(int done, @Nullable RuntimeException failure) {
        public static final Outcome NOTHING = new Outcome(0, null);
    }

    /** Whether the cache shows all that was done for the owner. */
    public boolean areInCache(Key owner) {
        return expectations.areMet(owner);
    }

    public void forget(Key owner) {
        expectations.forget(owner);
    }

    public Outcome create(O owner, List<Pod> wanted) throws InterruptedException {
        if (wanted.isEmpty() || !mayGrow.test(owner)) {
            return Outcome.NOTHING;
        }
        AtomicInteger done = new AtomicInteger();
        SlowStart.Outcome outcome = SlowStart.run(environment, wanted.size(), i -> create(owner, wanted.get(i), done));
        return new Outcome(done.get(), outcome.failure());
    }

    private void create(O owner, Pod pod, AtomicInteger done) {
        try {
            Pod created = pods.create(pod);
            expectations.created(Key.of(owner), created);
            done.incrementAndGet();
            events.normal(
                    owner,
                    "SuccessfulCreate",
                    "Created pod: " + created.getMetadata().getName());
        } catch (RuntimeException e) {
            if (!isTerminating(e)) {
                events.warning(owner, "FailedCreate", "Error creating: " + e.getMessage());
                throw e;
            }
        }
    }

    /** A namespace on its way out takes nothing new; trying again would be noise. */
    private static boolean isTerminating(RuntimeException e) {
        return e instanceof ApiException refusal
                && refusal.details().causes().stream().anyMatch(c -> "NamespaceTerminating".equals(c.reason()));
    }

    public Outcome delete(O owner, List<Pod> doomed) throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        SlowStart.Outcome outcome = SlowStart.run(environment, doomed.size(), i -> delete(owner, doomed.get(i), done));
        return new Outcome(done.get(), outcome.failure());
    }

    private void delete(O owner, Pod pod, AtomicInteger done) {
        String name = pod.getMetadata().getName();
        try {
            pods.delete(
                    pod.getMetadata().getNamespace(),
                    name,
                    DeleteOptions.DEFAULT.ifUid(pod.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !e.is(StatusReason.Conflict)) {
                events.warning(owner, "FailedDelete", "Error deleting: " + e.getMessage());
                throw e;
            }
            return;
        }
        expectations.deleted(Key.of(owner), pod);
        done.incrementAndGet();
        events.normal(owner, "SuccessfulDelete", "Deleted pod: " + name);
    }
}
