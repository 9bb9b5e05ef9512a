package io.jubernetes.controllers.cronjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class CronJobDecisionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:30Z");
    private static final String NOON = "2026-01-01T12:00:00Z";

    private static CronJob cronJob(Consumer<CronJobSpecBuilder> more) {
        CronJobSpecBuilder spec =
                new CronJobSpecBuilder().withSchedule("0 * * * *").withConcurrencyPolicy("Allow");
        more.accept(spec);
        return new CronJobBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("hello")
                .withUid("uid-hello")
                .withCreationTimestamp("2026-01-01T11:30:00Z")
                .endMetadata()
                .withSpec(spec.build())
                .build();
    }

    private static CronJob ran(CronJob cronJob, @Nullable String last, String... active) {
        CronJobBuilder ran = new CronJobBuilder(cronJob)
                .editOrNewStatus()
                .withLastScheduleTime(last)
                .endStatus();
        for (String job : active) {
            ran.editStatus()
                    .addNewActive()
                    .withName(job)
                    .withUid("uid-" + job)
                    .endActive()
                    .endStatus();
        }
        return ran.build();
    }

    private static Job job(String name, String condition, String start) {
        JobBuilder job = new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid("uid-" + name)
                .endMetadata()
                .withNewStatus()
                .withStartTime(start)
                .endStatus();
        return condition.isEmpty()
                ? job.build()
                : job.editStatus()
                        .withCompletionTime(start)
                        .addNewCondition()
                        .withType(condition)
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build();
    }

    private static CronJobDecision.Plan decide(CronJob cronJob, Job... jobs) {
        return CronJobDecision.decide(cronJob, List.of(jobs), job -> false, NOW);
    }

    static Stream<Arguments> runs() {
        CronJob hourly = cronJob(spec -> {});
        CronJob old = ran(hourly, "2026-01-01T11:00:00Z", "hello-1");
        return Stream.of(
                Arguments.of("due", hourly, NOON, ""),
                Arguments.of("run already", ran(hourly, NOON), null, ""),
                Arguments.of("started, not noted", ran(hourly, null, "hello-" + 29454480L), null, ""),
                Arguments.of("suspended", cronJob(spec -> spec.withSuspend(true)), null, ""),
                Arguments.of("not yet", cronJob(spec -> spec.withSchedule("1 12 * * *")), null, ""),
                Arguments.of("side by side", old, NOON, ""),
                Arguments.of(
                        "too late",
                        cronJob(spec -> spec.withSchedule("0 12 * * *").withStartingDeadlineSeconds(10L)),
                        null,
                        ""),
                Arguments.of(
                        "no time zone", cronJob(spec -> spec.withTimeZone("Mars/Phobos")), null, "UnknownTimeZone"),
                Arguments.of(
                        "no schedule", cronJob(spec -> spec.withSchedule("often")), null, "UnParseableCronJobSchedule"),
                Arguments.of(
                        "many were missed",
                        ran(cronJob(spec -> spec.withSchedule("* * * * *")), "2026-01-01T09:00:00Z"),
                        NOON,
                        "TooManyMissedTimes"),
                Arguments.of(
                        "of missed ones the last, though runs are few now",
                        ran(cronJob(spec -> spec.withSchedule("0,1 6 * * 1")), "2025-12-22T00:00:00Z"),
                        "2025-12-29T06:01:00Z",
                        "TooManyMissedTimes"),
                Arguments.of(
                        "of missed ones the last",
                        ran(cronJob(spec -> spec.withSchedule("*/7 * * * *")), "2026-01-01T09:00:00Z"),
                        NOON,
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void aRunIsStartedOnceAndInTime(String name, CronJob cronJob, @Nullable String start, String warning) {
        CronJobDecision.Plan plan = CronJobDecision.decide(cronJob, List.of(), job -> true, NOW);
        assertThat(plan.start()).isEqualTo(start == null ? null : Instant.parse(start));
        assertThat(plan.remarks().stream()
                        .filter(CronJobDecision.Remark::warning)
                        .map(CronJobDecision.Remark::reason)
                        .toList())
                .isEqualTo(warning.isEmpty() ? List.of() : List.of(warning));
    }

    @Test
    void whatRunsForbidsOrMakesRoom() {
        CronJob forbid = ran(cronJob(spec -> spec.withConcurrencyPolicy("Forbid")), "2026-01-01T11:00:00Z", "hello-1");
        CronJobDecision.Plan refused = decide(forbid, job("hello-1", "", NOON));
        assertThat(refused.start()).isNull();
        assertThat(refused.remarks()).extracting(CronJobDecision.Remark::reason).containsExactly("JobAlreadyActive");
        CronJob replace =
                ran(cronJob(spec -> spec.withConcurrencyPolicy("Replace")), "2026-01-01T11:00:00Z", "hello-1");
        CronJobDecision.Plan replaced = decide(replace, job("hello-1", "", NOON));
        assertThat(replaced.start()).isEqualTo(NOON);
        assertThat(replaced.active()).isEmpty();
        assertThat(replaced.stop()).extracting(job -> job.getName()).containsExactly("hello-1");
    }

    @Test
    void finishedAndMissingJobsAreNotActive() {
        CronJob cronJob = ran(cronJob(spec -> {}), NOON, "done", "gone", "busy");
        CronJobDecision.Plan plan =
                decide(cronJob, job("done", "Complete", NOON), job("busy", "", NOON), job("strange", "", NOON));
        assertThat(plan.active()).extracting(job -> job.getName()).containsExactly("busy");
        assertThat(plan.lastSuccess()).isEqualTo(NOON);
        assertThat(plan.remarks())
                .extracting(CronJobDecision.Remark::message)
                .containsExactly(
                        "Saw completed job: done, condition: Complete",
                        "Saw a job that the controller did not create or forgot: strange",
                        "Active job went missing: gone");
        assertThat(plan.next()).isEqualTo(Duration.ofSeconds(3570).plusMillis(100));
    }

    @Test
    void theOldestFinishedJobsAreTooMany() {
        CronJob cronJob = cronJob(spec -> spec.withSuccessfulJobsHistoryLimit(1).withFailedJobsHistoryLimit(0));
        List<Job> jobs = List.of(
                job("new", "Complete", "2026-01-01T11:00:00Z"),
                job("old", "Complete", "2026-01-01T10:00:00Z"),
                job("bad", "Failed", "2026-01-01T11:00:00Z"),
                job("busy", "", "2026-01-01T09:00:00Z"));
        assertThat(History.surplus(cronJob, jobs))
                .extracting(job -> job.getMetadata().getName())
                .containsExactly("old", "bad");
    }
}
