package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.apiserver.registry.ObjectVerbs.Place;
import io.jubernetes.apiserver.registry.Updater.Way;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.strategy.GenericRules;
import io.jubernetes.apiserver.validation.Trees;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Asks a pod's disruption budget whether the pod may be evicted, and takes the eviction off what the budget allows. */
final class DisruptionBudgets {

    private static final String REFUSED = "Cannot evict pod as it would violate the pod's disruption budget.";
    private static final int MOST_UNCONFIRMED = 2000;
    private static final int SECONDS_TO_WAIT = 10;
    private static final List<String> NOT_COUNTED = List.of("Succeeded", "Failed", "Pending");

    private final Environment environment;
    private final Resource budgets;
    private final Updater updater;

    DisruptionBudgets(Environment environment, Resource budgets, Updater updater) {
        this.environment = environment;
        this.budgets = budgets;
        this.updater = updater;
    }

    /** @throws ApiException TooManyRequests when the pod must stay for now */
    void spend(ObjectNode pod, Place place, boolean dryRun, RequestContext context) {
        boolean ending = !Trees.isAbsent(Trees.at(pod, "metadata.deletionTimestamp"));
        if (ending || NOT_COUNTED.contains(Trees.text(pod, "status.phase"))) {
            return;
        }
        List<ObjectNode> matching = matching(pod, place.namespace());
        if (matching.size() > 1) {
            throw ApiException.internal(
                    "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        }
        if (!matching.isEmpty() && !maySkip(pod, matching.getFirst())) {
            String name = Trees.text(matching.getFirst(), "metadata.name");
            WriteOptions options = new WriteOptions(dryRun, WriteOptions.Strictness.IGNORE, "");
            Write write = new Write(budgets, place.namespace(), name, options, context);
            Way status = new Way(GenericRules.status(), "status", false);
            updater.update(write, status, budget -> spent(budget, place.name()));
        }
    }

    private List<ObjectNode> matching(ObjectNode pod, String namespace) {
        Map<String, String> labels = Trees.strings(Trees.at(pod, "metadata.labels"));
        return budgets.cache().snapshot().all(namespace).stream()
                .map(cached -> StoredObject.decode(cached.bytes()))
                .filter(budget -> selects(Trees.at(budget, "spec.selector"), labels))
                .toList();
    }

    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        return !Trees.isAbsent(selector) && LabelSelector.of(selector).matches(labels);
    }

    /** A pod that is not ready is missed by nobody, if the budget is met without it or says that it need not be. */
    private static boolean maySkip(ObjectNode pod, ObjectNode budget) {
        boolean ready = Trees.at(pod, "status.conditions")
                .valueStream()
                .anyMatch(condition -> Trees.text(condition, "type").equals("Ready")
                        && Trees.text(condition, "status").equals("True"));
        long healthy = Trees.at(budget, "status.currentHealthy").asLong(0);
        long desired = Trees.at(budget, "status.desiredHealthy").asLong(0);
        boolean always = Trees.text(budget, "spec.unhealthyPodEvictionPolicy").equals("AlwaysAllow");
        return !ready && (always || desired > 0 && healthy >= desired);
    }

    private ObjectNode spent(ObjectNode budget, String pod) {
        String name = Trees.text(budget, "metadata.name");
        ObjectNode status = Trees.object(budget, "status");
        long allowed = status.path("disruptionsAllowed").asLong(0);
        if (status.path("observedGeneration").asLong(0)
                < Trees.at(budget, "metadata.generation").asLong(0)) {
            throw refused(
                    "The disruption budget " + name + " is still being processed by the server.", SECONDS_TO_WAIT);
        }
        if (allowed < 0) {
            throw forbidden(name, "pdb disruptions allowed is negative");
        }
        if (status.path("disruptedPods").size() > MOST_UNCONFIRMED) {
            throw forbidden(name, "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
        }
        if (allowed == 0) {
            throw refused(
                    "The disruption budget " + name + " needs "
                            + status.path("desiredHealthy").asLong(0) + " healthy pods and has "
                            + status.path("currentHealthy").asLong(0) + " currently",
                    0);
        }
        Trees.putNumber(status, "disruptionsAllowed", allowed - 1);
        String now = environment.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Trees.object(status, "disruptedPods").put(pod, now);
        Trees.metadata(budget).remove("resourceVersion");
        return budget;
    }

    private static ApiException refused(String cause, int seconds) {
        StatusCause why = new StatusCause("DisruptionBudget", cause, "");
        ApiException.Details details = new ApiException.Details("", "", "", null, List.of(why), seconds);
        return new ApiException(StatusReason.TooManyRequests, StatusReason.TooManyRequests.code(), REFUSED, details);
    }

    private static ApiException forbidden(String name, String why) {
        return ApiException.forbidden("policy", "poddisruptionbudgets", name, why);
    }
}
