package io.jubernetes.controllers.cronjob;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The runs of a CronJob since the last one. */
final class Runs {

    /** The queue may be a little early. */
    private static final Duration MARGIN = Duration.ofMillis(100);
    /** More missed runs than this are worth a warning. */
    private static final int MANY = 100;

    private final CronJob cronJob;
    private final Schedule schedule;
    private final Instant now;

    Runs(CronJob cronJob, Schedule schedule, Instant now) {
        this.cronJob = cronJob;
        this.schedule = schedule;
        this.now = now;
    }

    /**
     * What is due.
     *
     * @param last the most recent time that was due and not run; null when there is none
     * @param missed about how many were due since the last run
     */
    private record Due(Instant earliest, @Nullable Instant last, long missed) {}

    /** The time of the run that is due; null when none is. */
    @Nullable
    Instant due() {
        return look(true).last;
    }

    boolean areManyMissed() {
        return look(true).missed > MANY;
    }

    /** Whether it is too late for a run. */
    boolean isTooLate(Instant time) {
        Long deadline = cronJob.getSpec().getStartingDeadlineSeconds();
        return deadline != null && time.plusSeconds(deadline).isBefore(now);
    }

    /** How long until the next run; null when there is none. */
    @Nullable
    Duration untilNext() {
        Due due = look(false);
        Instant from = due.last != null ? due.last : due.missed == 0 ? due.earliest : now;
        Instant next = schedule.next(from);
        return next == null ? null : Duration.between(now, next).plus(MARGIN);
    }

    private Due look(boolean withinDeadline) {
        Instant earliest = earliest(withinDeadline);
        Instant first = schedule.next(earliest);
        if (first == null || now.isBefore(first)) {
            return new Due(earliest, null, 0);
        }
        Instant second = schedule.next(first);
        if (second == null || now.isBefore(second)) {
            return new Due(earliest, first, 1);
        }
        return new Due(earliest, mostRecent(first, second), missed(first, second));
    }

    private Instant earliest(boolean withinDeadline) {
        Instant created = PodFacts.time(cronJob.getMetadata().getCreationTimestamp());
        Instant ran = cronJob.getStatus() == null
                ? null
                : PodFacts.time(cronJob.getStatus().getLastScheduleTime());
        Instant earliest = ran != null ? ran : created != null ? created : now;
        Long deadline = cronJob.getSpec().getStartingDeadlineSeconds();
        if (withinDeadline && deadline != null && now.minusSeconds(deadline).isAfter(earliest)) {
            earliest = now.minusSeconds(deadline);
        }
        return earliest;
    }

    private long missed(Instant first, Instant second) {
        return Duration.between(first, now).toSeconds()
                        / Duration.between(first, second).toSeconds()
                + 1;
    }

    /** Goes near to now in one leap, as a CronJob may have been forgotten for years; further back where runs are few. */
    private Instant mostRecent(Instant first, Instant second) {
        Duration distance = Duration.between(first, second);
        long missed = missed(first, second);
        Instant last = null;
        for (long back = 2; last == null; back *= 2) {
            last = back < missed
                    ? lastFrom(schedule.next(first.plus(distance.multipliedBy(missed - back))))
                    : lastFrom(first);
        }
        return last;
    }

    /** The last run up to now; null when even the given one is later. */
    private @Nullable Instant lastFrom(@Nullable Instant run) {
        Instant last = null;
        for (Instant time = run; time != null && !time.isAfter(now); time = schedule.next(time)) {
            last = time;
        }
        return last;
    }
}
