package io.jubernetes.controllers.ttlafterfinished;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.jubernetes.controllers.job.JobFacts;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a Job is to go by itself. */
final class Expiry {

    private Expiry() {}

    /** How long a Job stays; zero or less: it is to go now; null: it does not go by itself. */
    static @Nullable Duration left(Job job, Instant now) {
        Instant expiry = of(job);
        return expiry == null ? null : Duration.between(now, expiry);
    }

    private static @Nullable Instant of(Job job) {
        Integer ttl = job.getSpec().getTtlSecondsAfterFinished();
        JobCondition finish = JobFacts.finish(job);
        Instant end = finish == null ? null : PodFacts.time(finish.getLastTransitionTime());
        boolean isLeaving = job.getMetadata().getDeletionTimestamp() != null;
        return ttl == null || end == null || isLeaving ? null : end.plusSeconds(ttl);
    }
}
