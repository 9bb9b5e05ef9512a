package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of a Job and of its pods, in plain values. */
public final class JobFacts {

    static final String FINALIZER = "batch.kubernetes.io/job-tracking";
    static final String INDEX = "batch.kubernetes.io/job-completion-index";
    static final String FAILURES = "batch.kubernetes.io/job-index-failure-count";
    static final String IGNORED_FAILURES = "batch.kubernetes.io/job-index-ignored-failure-count";

    static final String COMPLETE = "Complete";
    static final String FAILED = "Failed";
    static final String SUCCESS_CRITERIA_MET = "SuccessCriteriaMet";
    static final String FAILURE_TARGET = "FailureTarget";
    static final String SUSPENDED = "Suspended";

    private static final String THIS_CONTROLLER = "kubernetes.io/job-controller";

    private JobFacts() {}

    static JobStatus status(Job job) {
        return job.getStatus() == null ? new JobStatus() : job.getStatus();
    }

    static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    static int parallelism(Job job) {
        Integer parallelism = job.getSpec().getParallelism();
        return parallelism == null ? 1 : parallelism;
    }

    static boolean isIndexed(Job job) {
        return "Indexed".equals(job.getSpec().getCompletionMode());
    }

    /** The number of indexes of an Indexed Job. */
    static int indexes(Job job) {
        return number(job.getSpec().getCompletions());
    }

    static boolean isSuspended(Job job) {
        return Boolean.TRUE.equals(job.getSpec().getSuspend());
    }

    /** Whether a pod on its way out is replaced only when it has come to its end. */
    static boolean waitsForTerminating(Job job) {
        return "Failed".equals(job.getSpec().getPodReplacementPolicy());
    }

    static boolean isManagedElsewhere(Job job) {
        String manager = job.getSpec().getManagedBy();
        return manager != null && !manager.equals(THIS_CONTROLLER);
    }

    static @Nullable JobCondition condition(Job job, String type) {
        return status(job).getConditions().stream()
                .filter(c -> type.equals(c.getType()) && "True".equals(c.getStatus()))
                .findFirst()
                .orElse(null);
    }

    /** The condition that ended the Job: Complete or Failed. */
    public static @Nullable JobCondition finish(Job job) {
        JobCondition complete = condition(job, COMPLETE);
        return complete != null ? complete : condition(job, FAILED);
    }

    public static boolean isFinished(Job job) {
        return finish(job) != null;
    }

    public static boolean isComplete(Job job) {
        return condition(job, COMPLETE) != null;
    }

    static JobCondition condition(String type, String status, String reason, String message, Instant now) {
        return new JobConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastProbeTime(now.toString())
                .withLastTransitionTime(now.toString())
                .build();
    }

    static boolean isTracked(Pod pod) {
        return pod.getMetadata().getFinalizers() != null
                && pod.getMetadata().getFinalizers().contains(FINALIZER);
    }

    /** The pod's completion index; -1 when it has none. */
    static int index(Pod pod) {
        return annotation(pod, INDEX, -1);
    }

    /** How many pods of the index failed before this one, and counted. */
    static int failuresBefore(Pod pod) {
        return annotation(pod, FAILURES, 0);
    }

    static int ignoredFailuresBefore(Pod pod) {
        return annotation(pod, IGNORED_FAILURES, 0);
    }

    private static int annotation(Pod pod, String name, int absent) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(name);
        try {
            return text == null ? absent : Math.max(absent, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return absent;
        }
    }
}
