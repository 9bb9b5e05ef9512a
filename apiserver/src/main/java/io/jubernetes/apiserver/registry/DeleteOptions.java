package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.strategy.Strategy.Propagation;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How something is to be deleted.
 *
 * @param gracePeriod in seconds; null when the caller leaves it open
 * @param propagation null when the caller leaves it open
 * @param uid the object must have it; empty for any
 * @param resourceVersion the object must be at it; empty for any
 */
record DeleteOptions(
        @Nullable Long gracePeriod,
        @Nullable Propagation propagation,
        String uid,
        String resourceVersion,
        boolean dryRun) {

    /** At once, and as the kind does it by default. */
    static final DeleteOptions DEFAULT = new DeleteOptions(null, null, "", "", false);

    /** @param body empty when there was none; what it says stands before the query */
    static DeleteOptions parse(ObjectNode body, QueryParameters query) {
        String kind = Trees.text(body, "kind");
        if (!kind.isEmpty() && !kind.equals("DeleteOptions")) {
            throw ApiException.badRequest(kind + " in version \"" + Trees.text(body, "apiVersion")
                    + "\" cannot be handled as a DeleteOptions");
        }
        List<String> dryRun = new ArrayList<>(query.all("dryRun"));
        body.path("dryRun").forEach(value -> dryRun.add(value.asText()));
        return new DeleteOptions(
                gracePeriod(body.path("gracePeriodSeconds"), query.first("gracePeriodSeconds")),
                propagation(body, query),
                Trees.text(body, "preconditions.uid"),
                Trees.text(body, "preconditions.resourceVersion"),
                WriteOptions.dryRun(dryRun, "DeleteOptions"));
    }

    private static @Nullable Long gracePeriod(JsonNode inBody, @Nullable String inQuery) {
        if (inBody.isNumber()) {
            return inBody.asLong();
        }
        if (inQuery == null || inQuery.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(inQuery);
        } catch (NumberFormatException malformed) {
            throw ApiException.badRequest(
                    "unable to decode query: gracePeriodSeconds: \"" + inQuery + "\" (expected: a whole number)");
        }
    }

    private static @Nullable Propagation propagation(ObjectNode body, QueryParameters query) {
        String orphan =
                body.has("orphanDependents") ? body.path("orphanDependents").asText() : query.first("orphanDependents");
        String policy = body.has("propagationPolicy")
                ? body.path("propagationPolicy").asText()
                : query.first("propagationPolicy");
        Problems problems = new Problems();
        Propagation propagation = null;
        if (policy != null && !policy.isEmpty()) {
            propagation = policy(policy, problems);
            if (orphan != null) {
                problems.invalid(
                        "propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set");
            }
        } else if (orphan != null) {
            propagation = orphan.equals("true") ? Propagation.ORPHAN : Propagation.BACKGROUND;
        }
        if (!problems.isEmpty()) {
            throw ApiException.invalid("meta.k8s.io", "DeleteOptions", "", problems.causes());
        }
        return propagation;
    }

    private static @Nullable Propagation policy(String text, Problems problems) {
        return switch (text) {
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default -> {
                problems.notSupported("propagationPolicy", text, List.of("Background", "Foreground", "Orphan"));
                yield null;
            }
        };
    }
}
