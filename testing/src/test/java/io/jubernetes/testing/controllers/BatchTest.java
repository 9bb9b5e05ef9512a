package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.DeleteOptions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs and CronJobs against a real API server. */
@Timeout(120)
class BatchTest {

    private static ClusterContext cluster;

    @BeforeAll
    static void start() {
        cluster = ClusterContext.withNodes("node-a");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static PodTemplateSpec template(String exitCode) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToAnnotations(exitCode.isEmpty() ? Map.of() : Map.of(InstantNodeAgent.EXIT_CODE, exitCode))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("main")
                .withImage("task")
                .endContainer()
                .endSpec()
                .build();
    }

    private static void create(String name, String exitCode, Consumer<JobSpecBuilder> more) {
        JobSpecBuilder spec = new JobSpecBuilder().withTemplate(template(exitCode));
        more.accept(spec);
        cluster.client()
                .resources(Job.class)
                .create(new JobBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(name)
                        .endMetadata()
                        .withSpec(spec.build())
                        .build());
    }

    private static boolean is(String job, String condition) {
        return cluster.get(Job.class, job).getStatus().getConditions().stream()
                .anyMatch(c -> condition.equals(c.getType() + " " + c.getReason()));
    }

    private static List<Pod> podsOf(String job) {
        return cluster.list(Pod.class).stream()
                .filter(pod -> job.equals(pod.getMetadata().getLabels().get("batch.kubernetes.io/job-name")))
                .toList();
    }

    private static void patch(String job, Consumer<ObjectNode> spec) {
        ObjectNode patch = Json.object();
        spec.accept(patch.putObject("spec"));
        cluster.client().resources(Job.class).patch("default", job, PatchType.MERGE, patch);
    }

    @Test
    void aJobCountsItsPods() {
        create("plain", "0", spec -> spec.withCompletions(5).withParallelism(2));
        await("the end", () -> is("plain", "Complete CompletionsReached"));
        Job job = cluster.get(Job.class, "plain");
        assertThat(job.getStatus().getSucceeded()).isEqualTo(5);
        assertThat(job.getStatus().getCompletionTime()).isNotNull();
        assertThat(podsOf("plain"))
                .hasSize(5)
                .allSatisfy(pod -> assertThat(pod.getMetadata().getFinalizers()).isEmpty());
        await(
                "the event",
                () -> cluster.list(Event.class).stream().anyMatch(event -> "Job completed".equals(event.getMessage())));
    }

    @Test
    void anIndexedJobHasAPodForEachIndex() {
        create(
                "indexed",
                "0",
                spec -> spec.withCompletions(4).withParallelism(4).withCompletionMode("Indexed"));
        await("the end", () -> is("indexed", "Complete CompletionsReached"));
        assertThat(cluster.get(Job.class, "indexed").getStatus().getCompletedIndexes())
                .isEqualTo("0-3");
        assertThat(podsOf("indexed"))
                .extracting(pod -> pod.getSpec().getHostname())
                .containsExactlyInAnyOrder("indexed-0", "indexed-1", "indexed-2", "indexed-3");
    }

    @Test
    void failuresEndAJob() {
        create("failing", "3", spec -> spec.withBackoffLimit(0));
        create(
                "policy",
                "3",
                spec -> spec.withNewPodFailurePolicy()
                        .addNewRule()
                        .withAction("FailJob")
                        .withNewOnExitCodes()
                        .withOperator("In")
                        .withValues(3)
                        .endOnExitCodes()
                        .endRule()
                        .endPodFailurePolicy());
        create(
                "indexes",
                "1",
                spec -> spec.withCompletions(2)
                        .withParallelism(2)
                        .withCompletionMode("Indexed")
                        .withBackoffLimitPerIndex(0));
        await("too many failures", () -> is("failing", "Failed BackoffLimitExceeded"));
        assertThat(cluster.get(Job.class, "failing").getStatus().getFailed()).isEqualTo(1);
        await("what the policy says", () -> is("policy", "Failed PodFailurePolicy"));
        await("all indexes failed", () -> is("indexes", "Failed FailedIndexes"));
        assertThat(cluster.get(Job.class, "indexes").getStatus().getFailedIndexes())
                .isEqualTo("0,1");
    }

    @Test
    void aJobStopsAndGoesOn() {
        create("paused", "", spec -> spec.withParallelism(2).withCompletions(2));
        await(
                "two pods",
                () -> Integer.valueOf(2)
                        .equals(cluster.get(Job.class, "paused").getStatus().getReady()));
        patch("paused", spec -> spec.put("suspend", true));
        await("no pods", () -> podsOf("paused").isEmpty() && is("paused", "Suspended JobSuspended"));
        patch("paused", spec -> spec.put("suspend", false));
        await("two pods again", () -> podsOf("paused").size() == 2);
        patch("paused", spec -> spec.put("activeDeadlineSeconds", 1));
        await("the end of its time", () -> is("paused", "Failed DeadlineExceeded"));
        await("no pods at last", () -> podsOf("paused").isEmpty());
    }

    @Test
    void aFinishedJobGoesWhenItsTimeIsOver() {
        create("brief", "0", spec -> spec.withTtlSecondsAfterFinished(0));
        await(
                "neither job nor pods",
                () -> !cluster.exists(Job.class, "brief") && podsOf("brief").isEmpty());
    }

    @Test
    void podsOfAJobThatIsGoneAreFreed() {
        create("deserted", "", spec -> {});
        await("a pod", () -> podsOf("deserted").size() == 1);
        cluster.client()
                .resources(Job.class)
                .delete("default", "deserted", DeleteOptions.DEFAULT.propagation("Orphan"));
        await(
                "no finalizer",
                () -> podsOf("deserted")
                        .getFirst()
                        .getMetadata()
                        .getFinalizers()
                        .isEmpty());
    }

    @Test
    void aCronJobRunsAndKeepsItsHistory() {
        cluster.client()
                .resources(CronJob.class)
                .create(new CronJobBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("often")
                        .endMetadata()
                        .withNewSpec()
                        .withSchedule("@every 1s")
                        .withSuccessfulJobsHistoryLimit(1)
                        .withConcurrencyPolicy("Forbid")
                        .withNewJobTemplate()
                        .withNewSpec()
                        .withTemplate(template("0"))
                        .endSpec()
                        .endJobTemplate()
                        .endSpec()
                        .build());
        await("a run that ended well", () -> {
            CronJob cronJob = cluster.get(CronJob.class, "often");
            return cronJob.getStatus() != null && cronJob.getStatus().getLastSuccessfulTime() != null;
        });
        List<Job> runs = cluster.list(Job.class).stream()
                .filter(job -> job.getMetadata().getName().matches("often-\\d+"))
                .toList();
        assertThat(runs)
                .isNotEmpty()
                .allSatisfy(job -> assertThat(job.getMetadata().getAnnotations())
                        .containsKey("batch.kubernetes.io/cronjob-scheduled-timestamp"));
        cluster.client()
                .resources(CronJob.class)
                .delete("default", "often", DeleteOptions.DEFAULT.propagation("Background"));
    }
}
