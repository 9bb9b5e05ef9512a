package io.jubernetes.controllers.ttlafterfinished;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.time.Duration;
import java.time.Instant;

/** Deletes a Job, with its pods, the time after its end that it says itself. */
public final class TtlAfterFinishedController implements Reconciler {

    private final Environment environment;
    private final Informer<Job> jobs;
    private final ResourceClient<Job> client;

    private TtlAfterFinishedController(ControllerContext context, Informer<Job> jobs) {
        this.environment = context.environment();
        this.jobs = jobs;
        this.client = context.client().resources(Job.class);
    }

    public static Part create(ControllerContext context) {
        Informer<Job> jobs = context.informers().informerFor(Job.class);
        Controller controller = context.controller("ttl-after-finished", new TtlAfterFinishedController(context, jobs));
        // a Job's end, and another time to live
        jobs.addHandler(ChangeHandler.of(job -> {
            if (Expiry.left(job, Instant.EPOCH) != null) {
                controller.enqueue(job);
            }
        }));
        return Part.of(controller);
    }

    @Override
    public Result reconcile(Key key) {
        Job known = jobs.get(key.namespace(), key.name());
        Duration left = known == null ? null : Expiry.left(known, environment.now());
        if (known == null || left == null) {
            return Result.done();
        }
        if (left.isPositive()) {
            return Result.requeueAfter(left);
        }
        // somebody may have given it more time meanwhile
        Job fresh = client.find(key.namespace(), key.name()).orElse(null);
        Duration leftNow = fresh == null ? null : Expiry.left(fresh, environment.now());
        if (fresh != null && leftNow != null && !leftNow.isPositive()) {
            delete(fresh);
        }
        return Result.done();
    }

    private void delete(Job job) {
        try {
            client.delete(
                    job.getMetadata().getNamespace(),
                    job.getMetadata().getName(),
                    DeleteOptions.DEFAULT
                            .propagation("Foreground")
                            .ifUid(job.getMetadata().getUid())
                            .ifResourceVersion(job.getMetadata().getResourceVersion()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }
}
