package io.jubernetes.controllers.cronjob;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.OwnedHandler;
import io.jubernetes.controllers.ownership.Owners;

/** Wires the CronJob controller: a CronJob's own changes make it worth a look, those of its Jobs, and time. */
public final class CronJobController {

    private CronJobController() {}

    public static Part create(ControllerContext context) {
        Informer<CronJob> cronJobs = context.informers().informerFor(CronJob.class);
        Informer<Job> jobs = context.informers().informerFor(Job.class);
        context.indexes().ensure(jobs, Owners.INDEX, Owners.byController());
        EventRecorder events = context.events("cronjob-controller");
        Controller controller = context.controller("cronjob", new CronJobReconciler(context, cronJobs, jobs, events));
        cronJobs.addHandler(ChangeHandler.of(controller::enqueue));
        // no Job is adopted
        jobs.addHandler(new OwnedHandler<>("CronJob", cronJobs, _ -> null, controller::enqueue));
        return Part.of(controller, events);
    }
}
