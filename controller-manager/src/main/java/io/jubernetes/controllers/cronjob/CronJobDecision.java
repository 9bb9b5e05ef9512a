package io.jubernetes.controllers.cronjob;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jubernetes.controllers.job.JobFacts;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a CronJob needs now. Without a time zone of its own it goes by UTC. */
final class CronJobDecision {

    private static final DateTimeFormatter MISSED_TIME =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private final CronJob cronJob;
    private final Instant now;
    private final Map<String, ObjectReference> active = new LinkedHashMap<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final List<ObjectReference> stop = new ArrayList<>();
    private @Nullable String lastSuccess;
    private @Nullable Instant start;
    private @Nullable Duration next;

    private CronJobDecision(CronJob cronJob, Instant now) {
        this.cronJob = cronJob;
        this.now = now;
        CronJobStatus status = status(cronJob);
        status.getActive().forEach(job -> active.put(job.getUid(), job));
        this.lastSuccess = status.getLastSuccessfulTime();
    }

    /** An event. */
    record Remark(boolean warning, String reason, String message) {}

    /**
     * What to do, in this order.
     *
     * @param active the Jobs that run, without those that are to be stopped and the one that is to be started
     * @param stop Jobs that make room
     * @param start the time of the run that is to be started; null when there is none
     * @param next when to look again; null: only when something changes
     */
    record Plan(
            List<Remark> remarks,
            List<ObjectReference> active,
            @Nullable String lastSuccess,
            List<ObjectReference> stop,
            @Nullable Instant start,
            @Nullable Duration next) {}

    /** @param isThere asked for Jobs that are said to run and are not in the cache */
    static Plan decide(CronJob cronJob, List<Job> jobs, Predicate<ObjectReference> isThere, Instant now) {
        CronJobDecision decision = new CronJobDecision(cronJob, now);
        jobs.forEach(decision::look);
        List<String> known =
                jobs.stream().map(job -> job.getMetadata().getUid()).toList();
        for (ObjectReference job : List.copyOf(decision.active.values())) {
            if (!known.contains(job.getUid()) && !isThere.test(job)) {
                decision.active.remove(job.getUid());
                decision.say("MissingJob", "Active job went missing: " + job.getName());
            }
        }
        if (cronJob.getMetadata().getDeletionTimestamp() == null) {
            decision.schedule();
        }
        return decision.plan();
    }

    static CronJobStatus status(CronJob cronJob) {
        return cronJob.getStatus() == null ? new CronJobStatus() : cronJob.getStatus();
    }

    static String jobName(CronJob cronJob, Instant time) {
        return cronJob.getMetadata().getName() + "-" + time.getEpochSecond() / 60;
    }

    static ZoneId zone(CronJob cronJob) {
        String zone = cronJob.getSpec().getTimeZone();
        return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    }

    private Plan plan() {
        return new Plan(
                List.copyOf(remarks), List.copyOf(active.values()), lastSuccess, List.copyOf(stop), start, next);
    }

    private void look(Job job) {
        String uid = job.getMetadata().getUid();
        String name = job.getMetadata().getName();
        boolean isFinished = JobFacts.isFinished(job);
        if (!active.containsKey(uid) && !isFinished) {
            warn("UnexpectedJob", "Saw a job that the controller did not create or forgot: " + name);
        } else if (active.containsKey(uid) && isFinished) {
            active.remove(uid);
            String condition = JobFacts.isComplete(job) ? "Complete" : "Failed";
            say("SawCompletedJob", "Saw completed job: " + name + ", condition: " + condition);
        }
        String end = JobFacts.isComplete(job) ? job.getStatus().getCompletionTime() : null;
        if (end != null && (lastSuccess == null || Instant.parse(end).isAfter(Instant.parse(lastSuccess)))) {
            lastSuccess = end;
        }
    }

    private void schedule() {
        if (Boolean.TRUE.equals(cronJob.getSpec().getSuspend())) {
            return;
        }
        Schedule schedule = parsed();
        if (schedule == null) {
            return;
        }
        Runs runs = new Runs(cronJob, schedule, now);
        next = runs.untilNext();
        Instant due = runs.due();
        if (due == null) {
            return;
        }
        if (runs.areManyMissed()) {
            warn(
                    "TooManyMissedTimes",
                    "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew");
        }
        if (runs.isTooLate(due)) {
            warn(
                    "MissSchedule",
                    "Missed scheduled time to start a job: " + MISSED_TIME.format(due.atOffset(ZoneOffset.UTC)));
        } else if (!isStarted(due)) {
            startIfAllowed(due);
        }
    }

    private @Nullable Schedule parsed() {
        String text = cronJob.getSpec().getSchedule();
        try {
            return Schedule.parse(text, zone(cronJob));
        } catch (DateTimeException e) {
            String zone = cronJob.getSpec().getTimeZone();
            warn("UnknownTimeZone", "invalid timeZone: \"" + zone + "\": unknown time zone " + zone);
        } catch (IllegalArgumentException e) {
            warn("UnParseableCronJobSchedule", "unparseable schedule: \"" + text + "\" : " + e.getMessage());
        }
        return null;
    }

    private boolean isStarted(Instant time) {
        String name = jobName(cronJob, time);
        return Objects.equals(time.toString(), status(cronJob).getLastScheduleTime())
                || active.values().stream().anyMatch(job -> name.equals(job.getName()));
    }

    private void startIfAllowed(Instant time) {
        switch (String.valueOf(cronJob.getSpec().getConcurrencyPolicy())) {
            case "Forbid" -> {
                if (!active.isEmpty()) {
                    say(
                            "JobAlreadyActive",
                            "Not starting job because prior execution is running and concurrency policy is Forbid");
                    return;
                }
            }
            case "Replace" -> {
                stop.addAll(active.values());
                active.clear();
            }
            default -> {
                // side by side
            }
        }
        start = time;
    }

    private void say(String reason, String message) {
        remarks.add(new Remark(false, reason, message));
    }

    private void warn(String reason, String message) {
        remarks.add(new Remark(true, reason, message));
    }
}
