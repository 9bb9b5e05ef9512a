package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.ownership.Owners;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Frees pods whose end nobody will count: their Job is gone, is finished, or is theirs no more. */
final class OrphanReconciler implements Reconciler {

    private final Informer<Job> jobs;
    private final Informer<Pod> pods;
    private final ResourceClient<Job> live;
    private final Finalizers finalizers;

    OrphanReconciler(ControllerContext context, Informer<Job> jobs, Informer<Pod> pods) {
        this.jobs = jobs;
        this.pods = pods;
        this.live = context.client().resources(Job.class);
        this.finalizers = new Finalizers(context.client().resources(Pod.class));
    }

    @Override
    public Result reconcile(Key key) {
        Pod pod = pods.get(key.namespace(), key.name());
        if (pod != null && isOrphan(pod, jobs) && isReallyOrphan(pod)) {
            finalizers.remove(pod);
        }
        return Result.done();
    }

    /** As far as a cache of Jobs knows. */
    static boolean isOrphan(Pod pod, Informer<Job> jobs) {
        if (!JobFacts.isTracked(pod)) {
            return false;
        }
        OwnerReference owner = Owners.controllerOf(pod);
        return owner == null
                || (isJob(owner)
                        && isWithoutWork(owner, jobs.get(pod.getMetadata().getNamespace(), owner.getName())));
    }

    /** A pod may be known before its Job is: without its finalizer it would never be counted. */
    private boolean isReallyOrphan(Pod pod) {
        OwnerReference owner = Owners.controllerOf(pod);
        if (owner == null) {
            return true;
        }
        Optional<Job> job = live.find(pod.getMetadata().getNamespace(), owner.getName());
        return isWithoutWork(owner, job.orElse(null));
    }

    private static boolean isJob(OwnerReference owner) {
        return "Job".equals(owner.getKind()) && "batch/v1".equals(owner.getApiVersion());
    }

    private static boolean isWithoutWork(OwnerReference owner, @Nullable Job job) {
        return job == null
                || !job.getMetadata().getUid().equals(owner.getUid())
                || (JobFacts.isFinished(job) && !JobFacts.isManagedElsewhere(job));
    }
}
