package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** Jobs: unless asked otherwise, the server makes selector and labels so that jobs never share pods. */
final class JobStrategy implements Strategy {

    private static final List<String> RESTART_POLICIES = List.of("OnFailure", "Never");
    private static final String UID_LABEL = "batch.kubernetes.io/controller-uid";
    private static final String NAME_LABEL = "batch.kubernetes.io/job-name";

    @Override
    public void defaults(ObjectNode object) {
        ObjectNode spec = Trees.object(object, "spec");
        if (Trees.isAbsent(spec.path("completions")) && Trees.isAbsent(spec.path("parallelism"))) {
            spec.put("completions", 1);
        }
        Trees.putIfAbsent(spec, "parallelism", 1);
        PodSpecDefaults.apply(Trees.at(spec, "template.spec"));
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status");
        ObjectNode spec = Trees.object(object, "spec");
        if (spec.path("manualSelector").asBoolean(false)) {
            return;
        }
        String uid = Trees.text(object, "metadata.uid");
        String name = Trees.text(object, "metadata.name");
        ObjectNode labels = Trees.object(Trees.metadata(Trees.object(spec, "template")), "labels");
        labels.put("controller-uid", uid)
                .put(UID_LABEL, uid)
                .put("job-name", name)
                .put(NAME_LABEL, name);
        if (Trees.isAbsent(spec.path("selector"))) {
            spec.putObject("selector").putObject("matchLabels").put(UID_LABEL, uid);
        }
    }

    @Override
    public void validate(ObjectNode object, Problems problems) {
        WorkloadValidation workload = new WorkloadValidation(problems);
        workload.notNegative(
                object,
                "spec.parallelism",
                "spec.completions",
                "spec.activeDeadlineSeconds",
                "spec.backoffLimit",
                "spec.ttlSecondsAfterFinished");
        workload.selector(object, "job");
        workload.template(object, RESTART_POLICIES);
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        validate(next, problems);
        WorkloadValidation workload = new WorkloadValidation(problems);
        workload.immutable(next, previous, "spec.selector", "spec.completionMode", "spec.manualSelector");
        boolean indexed = Trees.text(next, "spec.completionMode").equals("Indexed");
        if (!indexed) {
            workload.immutable(next, previous, "spec.completions");
        }
        JsonNode before = Trees.at(previous, "spec.template");
        boolean steerable = Trees.at(previous, "spec.suspend").asBoolean(false);
        if (!steerable && !Trees.sameMeaning(Trees.at(next, "spec.template"), before)) {
            problems.invalid("spec.template", Trees.at(next, "spec.template"), "field is immutable");
        }
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public Propagation defaultPropagation() {
        return Propagation.ORPHAN;
    }
}
