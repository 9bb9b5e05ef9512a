package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.ownership.Adoption;
import io.jubernetes.controllers.ownership.Candidates;
import io.jubernetes.controllers.ownership.Claim;
import io.jubernetes.controllers.ownership.Expectations;
import io.jubernetes.controllers.ownership.LiveOwner;
import io.jubernetes.controllers.pods.OwnedPods;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Looks at one Job, decides, and carries it out. */
final class JobReconciler implements Reconciler {

    private final Environment environment;
    private final Informer<Job> jobs;
    private final Informer<Pod> pods;
    private final Adoption<Job, Pod> adoption;
    private final OwnedPods<Job> owned;
    private final JobMemory memory = new JobMemory();
    private final JobWrites writes;

    JobReconciler(ControllerContext context, Informer<Job> jobs, Informer<Pod> pods, EventRecorder events) {
        ResourceClient<Job> client = context.client().resources(Job.class);
        this.environment = context.environment();
        this.jobs = jobs;
        this.pods = pods;
        this.adoption = new Adoption<>(client, context.client().resources(Pod.class), JobFacts.FINALIZER);
        // successes that the known status lacks would be made again
        this.owned = new OwnedPods<>(context, pods, events, new LiveOwner<>(client)::isUnchanged);
        this.writes = new JobWrites(context, owned, events, memory);
    }

    @Override
    public Result reconcile(Key key) throws InterruptedException {
        Job job = jobs.get(key.namespace(), key.name());
        if (job == null || JobFacts.isFinished(job)) {
            owned.forget(key);
            memory.forget(key);
            return Result.done();
        }
        if (JobFacts.isManagedElsewhere(job) || !memory.isIn(job)) {
            // what the cache lacks brings us back
            return Result.done();
        }
        boolean isCurrent = owned.areInCache(key);
        LabelSelector selector = job.getSpec().getSelector();
        List<Pod> mine = adoption.settle(job, Claim.of(job, selector, Candidates.of(job, selector, pods)));
        Instant now = environment.now().truncatedTo(ChronoUnit.SECONDS);
        JobState state = new JobState(job, mine, memory.released(key, mine));
        Backoff backoff = memory.backoff(key).after(state.newlySucceeded(), state.newlyFailed());
        JobDecision decision = JobDecision.of(state, backoff, isCurrent, now);
        JobStatus status = writes.carryOut(decision, backoff);
        Duration next = decision.nextLook(status, Expectations.PATIENCE);
        return next == null ? Result.done() : Result.requeueAfter(next);
    }
}
