package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.OwnedHandler;
import io.jubernetes.controllers.ownership.Owners;
import java.time.Duration;
import java.util.List;

/**
 * Wires the Job controller: which changes make which Jobs, and which pods, worth a look.
 *
 * <p>A Job's own: its size, a suspension. A pod's: its readiness, its end, its deletion. Pods without a Job that counts them, for
 * the change of a pod or of the Job, are looked at by themselves.
 */
public final class JobController {

    /** Pods of a Job often end together: they are counted together. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private JobController() {}

    public static List<Part> create(ControllerContext context) {
        Informer<Job> jobs = context.informers().informerFor(Job.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        context.indexes().ensure(pods, Owners.INDEX, Owners.byController());
        EventRecorder events = context.events("job-controller");
        Controller controller = context.controller("job", new JobReconciler(context, jobs, pods, events));
        Controller orphans = context.controller("job-orphans", new OrphanReconciler(context, jobs, pods));
        jobs.addHandler(ChangeHandler.of(controller::enqueue));
        jobs.addHandler(new FinishHandler(pods, orphans));
        pods.addHandler(new OwnedHandler<>(
                "Job", jobs, job -> job.getSpec().getSelector(), key -> controller.enqueueAfter(key, GATHERING)));
        pods.addHandler(ChangeHandler.of(pod -> {
            if (OrphanReconciler.isOrphan(pod, jobs)) {
                orphans.enqueue(pod);
            }
        }));
        return List.of(Part.of(controller, events), Part.of(orphans));
    }

    /** The pods that a Job leaves behind. */
    private record FinishHandler(Informer<Pod> pods, Controller orphans) implements ChangeHandler<Job> {

        @Override
        public void added(Job job) {
            if (JobFacts.isFinished(job)) {
                deleted(job);
            }
        }

        @Override
        public void updated(Job old, Job job) {
            if (!JobFacts.isFinished(old)) {
                added(job);
            }
        }

        @Override
        public void deleted(Job last) {
            pods.byIndex(Owners.INDEX, last.getMetadata().getUid()).stream()
                    .filter(JobFacts::isTracked)
                    .forEach(orphans::enqueue);
        }
    }
}
