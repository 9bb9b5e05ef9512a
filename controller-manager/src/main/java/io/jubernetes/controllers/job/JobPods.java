package io.jubernetes.controllers.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.controllers.pods.PodTemplates;
import java.util.List;

/** Makes a Job's pods. Those of an Indexed Job know their index by annotation, label, host name and environment. */
final class JobPods {

    private static final String INDEX_VARIABLE = "JOB_COMPLETION_INDEX";
    /** The server adds five random characters to it, and a pod's name should be a host name. */
    private static final int LONGEST_PREFIX = 58;

    private JobPods() {}

    static Pod of(Job job, PodPlan.NewPod wanted) {
        Pod pod = new PodBuilder(PodTemplates.instantiate(job.getSpec().getTemplate(), job))
                .editMetadata()
                .removeFromFinalizers(JobFacts.FINALIZER)
                .addToFinalizers(JobFacts.FINALIZER)
                .endMetadata()
                .build();
        return wanted.index() < 0 ? pod : indexed(job, pod, wanted);
    }

    private static Pod indexed(Job job, Pod pod, PodPlan.NewPod wanted) {
        String index = Integer.toString(wanted.index());
        String name = job.getMetadata().getName();
        String suffix = "-" + index + "-";
        Pod indexed = new PodBuilder(KubernetesJson.copy(pod))
                .editMetadata()
                .withGenerateName(name.substring(0, Math.min(name.length(), LONGEST_PREFIX - suffix.length())) + suffix)
                .addToAnnotations(JobFacts.INDEX, index)
                .addToLabels(JobFacts.INDEX, index)
                .endMetadata()
                .editSpec()
                .withHostname(name + "-" + index)
                .endSpec()
                .build();
        indexed.getSpec().getContainers().forEach(JobPods::addIndex);
        indexed.getSpec().getInitContainers().forEach(JobPods::addIndex);
        if (job.getSpec().getBackoffLimitPerIndex() != null) {
            countFailures(job, indexed, wanted);
        }
        return indexed;
    }

    private static void addIndex(Container container) {
        List<EnvVar> environment = container.getEnv();
        if (environment.stream().noneMatch(variable -> INDEX_VARIABLE.equals(variable.getName()))) {
            environment.add(new EnvVarBuilder()
                    .withName(INDEX_VARIABLE)
                    .withNewValueFrom()
                    .withNewFieldRef()
                    .withFieldPath("metadata.labels['" + JobFacts.INDEX + "']")
                    .endFieldRef()
                    .endValueFrom()
                    .build());
        }
    }

    private static void countFailures(Job job, Pod pod, PodPlan.NewPod wanted) {
        int counted = 0;
        int ignored = 0;
        Pod failed = wanted.failed();
        if (failed != null) {
            boolean counts = FailurePolicy.of(job.getSpec().getPodFailurePolicy(), failed)
                    .isCounted();
            counted = JobFacts.failuresBefore(failed) + (counts ? 1 : 0);
            ignored = JobFacts.ignoredFailuresBefore(failed) + (counts ? 0 : 1);
        }
        pod.getMetadata().getAnnotations().put(JobFacts.FAILURES, Integer.toString(counted));
        if (ignored > 0) {
            pod.getMetadata().getAnnotations().put(JobFacts.IGNORED_FAILURES, Integer.toString(ignored));
        }
    }
}
