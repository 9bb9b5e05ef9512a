package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.List;

/** CronJobs. */
final class CronJobStrategy implements Strategy {

    private static final List<String> POLICIES = List.of("Allow", "Forbid", "Replace");
    private static final int MAX_NAME = 52;

    @Override
    public void defaults(ObjectNode object) {
        PodSpecDefaults.apply(Trees.at(object, "spec.jobTemplate.spec.template.spec"));
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status");
    }

    @Override
    public void validate(ObjectNode object, Problems problems) {
        String schedule = Trees.text(object, "spec.schedule");
        if (schedule.isEmpty()) {
            problems.required("spec.schedule");
        } else if (!schedule.startsWith("@") && schedule.strip().split("\\s+").length != 5) {
            problems.invalid(
                    "spec.schedule",
                    schedule,
                    "expected exactly 5 fields, found " + schedule.strip().split("\\s+").length + ": [" + schedule
                            + "]");
        }
        String policy = Trees.text(object, "spec.concurrencyPolicy");
        if (!POLICIES.contains(policy)) {
            problems.notSupported("spec.concurrencyPolicy", policy, POLICIES);
        }
        new WorkloadValidation(problems)
                .notNegative(
                        object,
                        "spec.startingDeadlineSeconds",
                        "spec.successfulJobsHistoryLimit",
                        "spec.failedJobsHistoryLimit");
        String path = "spec.jobTemplate.spec.template.spec";
        new PodSpecValidation(problems).validate(Trees.at(object, path), path);
    }

    @Override
    public List<String> nameProblems(String name) {
        List<String> found = new ArrayList<>(Names.dns1123Subdomain(name));
        if (name.length() > MAX_NAME) {
            found.add("must be no more than " + MAX_NAME + " characters");
        }
        return found;
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }
}
