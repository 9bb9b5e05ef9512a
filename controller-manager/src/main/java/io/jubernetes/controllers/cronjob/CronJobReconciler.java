package io.jubernetes.controllers.cronjob;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Statuses;
import io.jubernetes.controllers.ownership.LiveOwner;
import io.jubernetes.controllers.ownership.Owners;
import io.jubernetes.controllers.ownership.WrittenObjects;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at one CronJob, decides, and carries it out. */
final class CronJobReconciler implements Reconciler {

    private static final String SCHEDULED = "batch.kubernetes.io/cronjob-scheduled-timestamp";

    private final Environment environment;
    private final Informer<CronJob> cronJobs;
    private final Informer<Job> jobs;
    private final EventRecorder events;
    private final ResourceClient<CronJob> client;
    private final ResourceClient<Job> jobClient;
    private final LiveOwner<CronJob> live;
    private final WrittenObjects<CronJob> written = new WrittenObjects<>();

    CronJobReconciler(ControllerContext context, Informer<CronJob> cronJobs, Informer<Job> jobs, EventRecorder events) {
        this.environment = context.environment();
        this.cronJobs = cronJobs;
        this.jobs = jobs;
        this.events = events;
        this.client = context.client().resources(CronJob.class);
        this.jobClient = context.client().resources(Job.class);
        this.live = new LiveOwner<>(client);
    }

    @Override
    public Result reconcile(Key key) {
        CronJob cronJob = cronJobs.get(key.namespace(), key.name());
        if (cronJob == null) {
            written.forget(key);
            return Result.done();
        }
        if (!written.isIn(cronJob)) {
            // the change that the cache lacks brings us back
            return Result.done();
        }
        List<Job> owned = jobs.byIndex(Owners.INDEX, cronJob.getMetadata().getUid());
        CronJobDecision.Plan plan = CronJobDecision.decide(cronJob, owned, this::isThere, environment.now());
        plan.remarks().forEach(remark -> say(cronJob, remark));
        CronJobStatusBuilder status = new CronJobStatusBuilder(CronJobDecision.status(cronJob))
                .withActive(plan.active())
                .withLastSuccessfulTime(plan.lastSuccess());
        run(cronJob, plan, status);
        History.surplus(cronJob, owned)
                .forEach(job -> delete(cronJob, job.getMetadata().getName()));
        write(cronJob, status.build());
        return plan.next() == null ? Result.done() : Result.requeueAfter(plan.next());
    }

    private boolean isThere(ObjectReference job) {
        return jobClient.find(job.getNamespace(), job.getName()).isPresent();
    }

    private void say(CronJob cronJob, CronJobDecision.Remark remark) {
        if (remark.warning()) {
            events.warning(cronJob, remark.reason(), remark.message());
        } else {
            events.normal(cronJob, remark.reason(), remark.message());
        }
    }

    private void run(CronJob cronJob, CronJobDecision.Plan plan, CronJobStatusBuilder status) {
        Instant time = plan.start();
        if (time == null || !live.isUnchanged(cronJob)) {
            // a run that the known status lacks would be made again
            status.addAllToActive(plan.stop());
            return;
        }
        plan.stop().forEach(job -> delete(cronJob, job.getName()));
        Job job = start(cronJob, time);
        if (job != null) {
            status.addToActive(reference(job)).withLastScheduleTime(time.toString());
        }
    }

    /** @return null when the namespace is on its way out, and takes nothing new */
    private @Nullable Job start(CronJob cronJob, Instant time) {
        Job wanted = job(cronJob, time);
        try {
            Job created = jobClient.create(wanted);
            events.normal(
                    cronJob,
                    "SuccessfulCreate",
                    "Created job " + created.getMetadata().getName());
            return created;
        } catch (ApiException e) {
            if (e.is(StatusReason.AlreadyExists)) {
                // made before its status could be written, or somebody else's
                Job existing = jobClient.get(
                        wanted.getMetadata().getNamespace(),
                        wanted.getMetadata().getName());
                if (Owners.isControlledBy(existing, cronJob)) {
                    return existing;
                }
            } else if (e.details().causes().stream().anyMatch(c -> "NamespaceTerminating".equals(c.reason()))) {
                return null;
            }
            events.warning(cronJob, "FailedCreate", "Error creating job: " + e.getMessage());
            throw e;
        }
    }

    private static Job job(CronJob cronJob, Instant time) {
        ObjectMeta template = cronJob.getSpec().getJobTemplate().getMetadata();
        String local = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(CronJobDecision.zone(cronJob)));
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(cronJob.getMetadata().getNamespace())
                .withName(CronJobDecision.jobName(cronJob, time))
                .withLabels(template == null ? null : template.getLabels())
                .withAnnotations(template == null ? null : template.getAnnotations())
                .addToAnnotations(SCHEDULED, local)
                .withOwnerReferences(Owners.controlledBy(cronJob))
                .endMetadata()
                .withSpec(cronJob.getSpec().getJobTemplate().getSpec())
                .build();
    }

    private static ObjectReference reference(Job job) {
        return new ObjectReferenceBuilder()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withNamespace(job.getMetadata().getNamespace())
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .withResourceVersion(job.getMetadata().getResourceVersion())
                .build();
    }

    private void delete(CronJob cronJob, String job) {
        try {
            jobClient.delete(
                    cronJob.getMetadata().getNamespace(), job, DeleteOptions.DEFAULT.propagation("Background"));
            events.normal(cronJob, "SuccessfulDelete", "Deleted job " + job);
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                events.warning(cronJob, "FailedDelete", "Deleted job: " + e.getMessage());
                throw e;
            }
        }
    }

    private void write(CronJob cronJob, CronJobStatus status) {
        if (!Statuses.areSame(CronJobDecision.status(cronJob), status)) {
            written.note(client.updateStatus(
                    new CronJobBuilder(cronJob).withStatus(status).build()));
        }
    }
}
