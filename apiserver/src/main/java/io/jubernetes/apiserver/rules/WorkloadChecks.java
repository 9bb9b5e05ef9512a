package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.apiserver.validation.Trees;
import java.util.Locale;
import java.util.Map;

/** What workloads have in common: a selector, a template that it selects, and how pods are replaced. */
final class WorkloadChecks {

    private WorkloadChecks() {}

    /** A selector that is not empty, and a template with the labels it asks for. */
    static void selectedTemplate(Spot spec) {
        Spot selector = spec.field("selector");
        if (Trees.isAbsent(selector.value())) {
            selector.required("");
            // no selector selects nothing, not even what it lacks
            mismatch(spec);
        } else if (Trees.isBlank(selector.value().path("matchLabels"))
                && Trees.isBlank(selector.value().path("matchExpressions"))) {
            String kind = Trees.text(spec.visit().object(), "kind").toLowerCase(Locale.ROOT);
            selector.invalid("empty selector is invalid for " + kind);
        } else if (!selects(selector.value(), labels(spec))) {
            mismatch(spec);
        }
    }

    /** An invalid selector is somebody else's to report. */
    private static boolean selects(JsonNode selector, JsonNode labels) {
        try {
            return LabelSelector.of(selector).matches(Trees.strings(labels));
        } catch (ApiException invalid) {
            return true;
        }
    }

    static void plainSelector(Spot spec) {
        Map<String, String> selector = Trees.strings(spec.value().path("selector"));
        if (spec.value().has("template")
                && !Trees.strings(labels(spec)).entrySet().containsAll(selector.entrySet())) {
            mismatch(spec);
        }
    }

    private static JsonNode labels(Spot spec) {
        return Trees.at(spec.value(), "template.metadata.labels");
    }

    private static void mismatch(Spot spec) {
        JsonNode labels = labels(spec);
        spec.problems()
                .invalid(
                        spec.path().field("template.metadata.labels").toString(),
                        Trees.isAbsent(labels) ? NullNode.getInstance() : labels,
                        "`selector` does not match template `labels`");
    }

    /** How many replicas may be missing or too many while they are replaced: one of them at least. */
    static void rollingUpdate(Spot rolling) {
        if (Trees.isAbsent(rolling.value())) {
            rolling.required("this should be defaulted and never be nil");
            return;
        }
        Spot unavailable = rolling.field("maxUnavailable");
        long missing = Numbers.countOf(unavailable.value());
        if (missing == 0 && Numbers.countOf(rolling.value().path("maxSurge")) == 0) {
            unavailable.invalid("may not be 0 when `maxSurge` is 0");
        }
        if (unavailable.value().isTextual() && missing > 100) {
            unavailable.invalid("must not be greater than 100%");
        }
    }

    static void deadline(Spot deadline) {
        if (!Trees.isAbsent(deadline.value())
                && deadline.value().asLong()
                        <= deadline.owner().path("minReadySeconds").asLong(0)) {
            deadline.invalid("must be greater than minReadySeconds");
        }
    }

    /** A job's template bears the labels that the job's selector, made by the server or by hand, asks for. */
    static void selectedJob(Spot spec) {
        Spot selector = spec.field("selector");
        if (Trees.isAbsent(selector.value())) {
            selector.required("");
        } else if (!selects(selector.value(), labels(spec))) {
            mismatch(spec);
        }
    }

    static void jobRestartPolicy(Spot policy) {
        if (policy.text().isEmpty() || policy.text().equals("Always")) {
            policy.required("valid values: \"OnFailure\", \"Never\"");
        }
    }

    static void notBelowMinimum(Spot max) {
        JsonNode min = max.owner().path("minReplicas");
        if (!Trees.isAbsent(min) && max.value().asLong(0) < min.asLong()) {
            max.invalid("must be greater than or equal to `minReplicas`");
        }
    }

    static void upToAll(Spot number) {
        if (number.value().isTextual() && Numbers.countOf(number.value()) > 100) {
            number.invalid("must not be greater than 100%");
        }
    }
}
