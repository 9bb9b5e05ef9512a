package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.jubernetes.controllers.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Jobs and pods of Jobs, and what is decided about them. */
final class Batch {

    private Batch() {}

    static Job job(int parallelism, @Nullable Integer completions, Consumer<JobSpecBuilder> more) {
        JobSpecBuilder spec = new JobSpecBuilder()
                .withParallelism(parallelism)
                .withCompletions(completions)
                .withBackoffLimit(6)
                .withCompletionMode("NonIndexed")
                .withPodReplacementPolicy("TerminatingOrFailed")
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("main")
                .endContainer()
                .endSpec()
                .endTemplate();
        more.accept(spec);
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("pi")
                .withUid("uid-pi")
                .endMetadata()
                .withSpec(spec.build())
                .build();
    }

    static Job indexed(int completions, Consumer<JobSpecBuilder> more) {
        return job(completions, completions, spec -> {
            spec.withCompletionMode("Indexed");
            more.accept(spec);
        });
    }

    static Job with(Job job, Consumer<JobStatusBuilder> change) {
        JobStatusBuilder status = new JobStatusBuilder(JobFacts.status(job));
        change.accept(status);
        return new JobBuilder(job).withStatus(status.build()).build();
    }

    static Pod pod(String name, String phase) {
        return new PodBuilder(Fixtures.phase(Fixtures.pod(name), phase))
                .editMetadata()
                .addToFinalizers(JobFacts.FINALIZER)
                .endMetadata()
                .build();
    }

    static Pod pod(int index, String phase) {
        return indexed(pod("pi-" + index, phase), index, 0);
    }

    static Pod indexed(Pod pod, int index, int failures) {
        return new PodBuilder(pod)
                .editMetadata()
                .addToAnnotations(
                        Map.of(JobFacts.INDEX, Integer.toString(index), JobFacts.FAILURES, Integer.toString(failures)))
                .endMetadata()
                .build();
    }

    static Pod exited(Pod pod, int code, String when) {
        return new PodBuilder(pod)
                .editStatus()
                .addNewContainerStatus()
                .withName("main")
                .withNewState()
                .withNewTerminated()
                .withExitCode(code)
                .withFinishedAt(when)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    static Pod freed(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withFinalizers(List.of())
                .endMetadata()
                .build();
    }

    static JobState state(Job job, List<Pod> pods) {
        return new JobState(job, pods, Set.of());
    }

    static JobDecision decide(Job job, Pod... pods) {
        JobState state = state(job, List.of(pods));
        Backoff backoff = Backoff.NONE.after(state.newlySucceeded(), state.newlyFailed());
        return JobDecision.of(state, backoff, true, Fixtures.NOW);
    }
}
