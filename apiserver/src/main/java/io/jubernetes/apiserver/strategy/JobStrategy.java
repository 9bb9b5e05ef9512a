package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;

/** Jobs: unless asked otherwise, the server makes selector and labels so that jobs never share pods. */
final class JobStrategy implements Strategy {

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
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        completions(next, previous, problems);
        JsonNode before = Trees.at(previous, "spec.template");
        boolean steerable = Trees.at(previous, "spec.suspend").asBoolean(false);
        if (!steerable && !Trees.sameMeaning(Trees.at(next, "spec.template"), before)) {
            problems.invalid("spec.template", Trees.at(next, "spec.template"), "field is immutable");
        }
    }

    /** An indexed job may grow and shrink, if all of its indexes may run at once. */
    private static void completions(ObjectNode next, ObjectNode previous, Problems problems) {
        JsonNode now = Trees.at(next, "spec.completions");
        boolean elastic = Trees.text(next, "spec.completionMode").equals("Indexed")
                && Trees.sameMeaning(now, Trees.at(next, "spec.parallelism"));
        if (!elastic && !Trees.sameMeaning(now, Trees.at(previous, "spec.completions"))) {
            problems.invalid("spec.completions", now, "field is immutable");
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
