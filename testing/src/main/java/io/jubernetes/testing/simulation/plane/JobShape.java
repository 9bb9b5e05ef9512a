package io.jubernetes.testing.simulation.plane;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.jubernetes.kubelet.runtime.hollow.HollowRuntime;
import java.util.random.RandomGenerator;

/** Jobs of a scenario: their pods end well, unless somebody ends them. */
record JobShape(String name, int completions, int parallelism, boolean indexed, int seconds) {

    static JobShape draw(String name, RandomGenerator random) {
        return new JobShape(
                name, 1 + random.nextInt(4), 1 + random.nextInt(3), random.nextBoolean(), random.nextInt(4));
    }

    Job job() {
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withCompletions(completions)
                .withParallelism(parallelism)
                .withCompletionMode(indexed ? "Indexed" : "NonIndexed")
                .withBackoffLimit(100)
                .withNewTemplate()
                .withNewMetadata()
                .addToAnnotations(HollowRuntime.EXIT_CODE, "0")
                .addToAnnotations(HollowRuntime.RUN_SECONDS, Integer.toString(seconds))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("main")
                .withImage("task")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
