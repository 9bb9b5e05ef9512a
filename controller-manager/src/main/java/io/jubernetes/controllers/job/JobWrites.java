package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Statuses;
import io.jubernetes.controllers.pods.OwnedPods;
import io.jubernetes.controllers.pods.SlowStart;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Carries out what was decided for a Job: pods first, then the status, step by step as {@link JobTracking} draws it. */
final class JobWrites {

    private final Environment environment;
    private final ResourceClient<Job> jobs;
    private final OwnedPods<Job> pods;
    private final Finalizers finalizers;
    private final EventRecorder events;
    private final JobMemory memory;

    JobWrites(ControllerContext context, OwnedPods<Job> pods, EventRecorder events, JobMemory memory) {
        this.environment = context.environment();
        this.jobs = context.client().resources(Job.class);
        this.pods = pods;
        this.finalizers = new Finalizers(context.client().resources(Pod.class));
        this.events = events;
        this.memory = memory;
    }

    /**
     * @param backoff with the pods that ended since the last look
     * @return the status as it is now
     */
    JobStatus carryOut(JobDecision decision, Backoff backoff) throws InterruptedException {
        Job job = decision.state().job();
        PodPlan plan = decision.plan();
        OwnedPods.Outcome created = pods.create(
                job, plan.create().stream().map(pod -> JobPods.of(job, pod)).toList());
        OwnedPods.Outcome deleted =
                decision.ending() == null ? dismiss(job, plan.delete()) : pods.delete(job, plan.delete());
        JobDecision.After after = decision.after(created.done(), deleted.done());
        JobStatus status = count(decision, after, backoff);
        RuntimeException failure = created.failure() != null ? created.failure() : deleted.failure();
        if (failure != null) {
            throw failure;
        }
        return status;
    }

    /** Pods that are not wanted any more did not fail: nobody is to count them. */
    private OwnedPods.Outcome dismiss(Job job, List<Pod> surplus) throws InterruptedException {
        SlowStart.Outcome freed = SlowStart.run(environment, surplus.size(), i -> {
            finalizers.removeUnchanged(surplus.get(i));
            memory.release(Key.of(job), surplus.get(i).getMetadata().getUid());
        });
        return freed.failure() == null ? pods.delete(job, surplus) : new OwnedPods.Outcome(0, freed.failure());
    }

    private JobStatus count(JobDecision decision, JobDecision.After after, Backoff backoff)
            throws InterruptedException {
        JobTracking tracking = new JobTracking(decision.state(), after.ending());
        Job job = decision.state().job();
        Key key = Key.of(job);
        JobStatus noted = tracking.noted(after.base());
        Job current = write(job, noted);
        memory.remember(key, backoff);
        if (after.remark() != null) {
            events.normal(job, after.remark().reason(), after.remark().message());
        }
        Release release = release(key, tracking.release());
        Set<String> held = JobTracking.uids(decision.state().tracked());
        held.removeAll(release.done);
        JobStatus counted = tracking.counted(noted, held, decision.now());
        write(current, counted);
        if (counted.getConditions().size() > noted.getConditions().size()) {
            sayFinished(job, counted);
        }
        if (release.failure != null) {
            throw release.failure;
        }
        return counted;
    }

    private Job write(Job job, JobStatus status) {
        if (Statuses.areSame(job.getStatus(), status)) {
            return job;
        }
        Job written = jobs.updateStatus(new JobBuilder(job).withStatus(status).build());
        memory.wrote(written);
        return written;
    }

    private record Release(Set<String> done, @Nullable RuntimeException failure) {}

    private Release release(Key job, List<Pod> pods) throws InterruptedException {
        Set<String> done = ConcurrentHashMap.newKeySet();
        SlowStart.Outcome outcome = SlowStart.run(environment, pods.size(), i -> {
            String uid = pods.get(i).getMetadata().getUid();
            finalizers.remove(pods.get(i));
            memory.release(job, uid);
            done.add(uid);
        });
        return new Release(done, outcome.failure());
    }

    private void sayFinished(Job job, JobStatus status) {
        JobCondition finish = status.getConditions().getLast();
        if (!JobFacts.COMPLETE.equals(finish.getType())) {
            events.warning(job, finish.getReason(), finish.getMessage());
            return;
        }
        Integer completions = job.getSpec().getCompletions();
        if (completions != null && JobFacts.number(status.getSucceeded()) > completions) {
            events.warning(
                    job, "TooManySucceededPods", "Too many succeeded pods running after completion count reached");
        }
        events.normal(job, "Completed", "Job completed");
    }
}
