package io.jubernetes.controllers.cronjob;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jubernetes.controllers.job.JobFacts;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which finished Jobs of a CronJob are too many: the oldest, of those that succeeded and of those that failed. */
final class History {

    private static final Comparator<Job> OLDEST_FIRST = Comparator.<Job, String>comparing(
                    job -> job.getStatus().getStartTime(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(job -> job.getMetadata().getName());

    private History() {}

    static List<Job> surplus(CronJob cronJob, List<Job> jobs) {
        List<Job> finished = jobs.stream().filter(JobFacts::isFinished).toList();
        return Stream.concat(
                        oldest(
                                finished.stream().filter(JobFacts::isComplete).toList(),
                                cronJob.getSpec().getSuccessfulJobsHistoryLimit()),
                        oldest(
                                finished.stream()
                                        .filter(job -> !JobFacts.isComplete(job))
                                        .toList(),
                                cronJob.getSpec().getFailedJobsHistoryLimit()))
                .toList();
    }

    private static Stream<Job> oldest(List<Job> jobs, @Nullable Integer limit) {
        return limit == null ? Stream.of() : jobs.stream().sorted(OLDEST_FIRST).limit(Math.max(0, jobs.size() - limit));
    }
}
