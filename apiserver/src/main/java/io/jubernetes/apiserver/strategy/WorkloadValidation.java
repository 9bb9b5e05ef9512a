package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.apiserver.validation.MetadataValidation;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** What workloads have in common: a selector, a template that it selects, numbers that are not negative. */
final class WorkloadValidation {

    private static final List<String> OPERATORS = List.of("In", "NotIn", "Exists", "DoesNotExist");

    private final Problems problems;

    WorkloadValidation(Problems problems) {
        this.problems = problems;
    }

    void notNegative(JsonNode object, String... fields) {
        for (String field : fields) {
            JsonNode value = Trees.at(object, field);
            if (value.asLong(0) < 0) {
                problems.invalid(field, value, "must be greater than or equal to 0");
            }
        }
    }

    /** @param kind as it stands in the text for an empty selector */
    void selector(JsonNode object, String kind) {
        JsonNode selector = Trees.at(object, "spec.selector");
        if (Trees.isAbsent(selector)) {
            problems.required("spec.selector");
            return;
        }
        int before = problems.causes().size();
        labelSelector(selector, "spec.selector");
        if (Trees.isBlank(selector.path("matchLabels")) && Trees.isBlank(selector.path("matchExpressions"))) {
            problems.invalid("spec.selector", selector, "empty selector is invalid for " + kind);
        } else if (problems.causes().size() == before) {
            JsonNode labels = Trees.at(object, "spec.template.metadata.labels");
            if (!LabelSelector.of(selector).matches(Trees.strings(labels))) {
                problems.invalid(
                        "spec.template.metadata.labels",
                        Trees.isAbsent(labels) ? Trees.empty() : labels,
                        "`selector` does not match template `labels`");
            }
        }
    }

    void labelSelector(JsonNode selector, String path) {
        MetadataValidation.labels(selector.path("matchLabels"), path + ".matchLabels", problems);
        JsonNode expressions = selector.path("matchExpressions");
        for (int i = 0; i < expressions.size(); i++) {
            String at = path + ".matchExpressions[" + i + "]";
            String key = Trees.text(expressions.get(i), "key");
            String operator = Trees.text(expressions.get(i), "operator");
            boolean none = expressions.get(i).path("values").isEmpty();
            problems.invalid(at + ".key", key, Names.qualifiedName(key));
            if (!OPERATORS.contains(operator)) {
                problems.invalid(at + ".operator", operator, "not a valid selector operator");
            } else if (operator.endsWith("In") && none) {
                problems.required(at + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
            } else if (operator.endsWith("Exist") || operator.equals("Exists")) {
                if (!none) {
                    problems.forbidden(
                            at + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }
            }
        }
    }

    /** @param restartPolicies what the template's may be */
    void template(JsonNode object, List<String> restartPolicies) {
        JsonNode template = Trees.at(object, "spec.template");
        if (Trees.isAbsent(template)) {
            problems.required("spec.template");
            return;
        }
        String path = "spec.template.";
        MetadataValidation.labels(Trees.at(template, "metadata.labels"), path + "metadata.labels", problems);
        MetadataValidation.annotations(
                Trees.at(template, "metadata.annotations"), path + "metadata.annotations", problems);
        new PodSpecValidation(problems).validate(template.path("spec"), path + "spec");
        String policy = Trees.text(template, "spec.restartPolicy");
        if (!policy.isEmpty() && !restartPolicies.contains(policy)) {
            problems.notSupported(path + "spec.restartPolicy", policy, restartPolicies);
        }
    }

    void immutable(ObjectNode next, ObjectNode previous, String... fields) {
        for (String field : fields) {
            if (!Trees.sameMeaning(Trees.at(next, field), Trees.at(previous, field))) {
                problems.invalid(field, Trees.at(next, field), "field is immutable");
            }
        }
    }
}
