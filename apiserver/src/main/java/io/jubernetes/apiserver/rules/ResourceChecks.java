package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** Amounts of resources: what is asked for, allowed, limited. */
final class ResourceChecks {

    private static final List<String> OF_CONTAINERS = List.of("cpu", "memory", "ephemeral-storage");
    private static final List<String> SCOPES = List.of(
            "Terminating",
            "NotTerminating",
            "BestEffort",
            "NotBestEffort",
            "PriorityClass",
            "CrossNamespacePodAffinity",
            "VolumeAttributesClass");

    private ResourceChecks() {}

    /** Of containers and of pods. */
    static void requirements(Spot resources) {
        if (resources.path().toString().endsWith("volumeClaimTemplate.spec.resources")
                || resources.owner().has("accessModes")) {
            return;
        }
        for (String list : List.of("limits", "requests")) {
            Spot amounts = resources.field(list);
            amounts.value().properties().forEach(amount -> amount(amounts.entry(amount.getKey()), amount.getKey()));
        }
        resources.value().path("requests").properties().forEach(request -> request(resources, request.getKey()));
    }

    private static void amount(Spot amount, String name) {
        name(amount, name);
        if (quantity(amount).compareTo(Quantities.ZERO) < 0) {
            amount.invalid("must be greater than or equal to 0");
        }
    }

    private static void name(Spot amount, String name) {
        List<String> problems = Names.qualifiedName(name);
        amount.problems().invalid(amount.path().toString(), name, problems);
        if (problems.isEmpty() && !name.contains("/") && !isOfContainers(name)) {
            amount.problems()
                    .invalid(amount.path().toString(), name, "must be a standard resource type or fully qualified");
            amount.problems().invalid(amount.path().toString(), name, "must be a standard resource for containers");
        }
    }

    private static boolean isOfContainers(String name) {
        return OF_CONTAINERS.contains(name) || name.startsWith("hugepages-");
    }

    private static void request(Spot resources, String name) {
        Spot request = resources.field("requests").entry(name);
        Spot limit = resources.field("limits").entry(name);
        String requests = resources.path().field("requests").toString();
        boolean fixed = name.contains("/") && !name.startsWith("kubernetes.io/") || name.startsWith("hugepages-");
        if (Trees.isAbsent(limit.value())) {
            if (fixed) {
                resources.field("limits").required("Limit must be set for non overcommitable resources");
            }
            return;
        }
        int difference = quantity(request).compareTo(quantity(limit));
        if (fixed && difference != 0) {
            String why = "must be equal to " + name + " limit of " + limit.text();
            resources.problems().invalid(requests, request.text(), why);
        } else if (difference > 0) {
            String why = "must be less than or equal to " + name + " limit of " + limit.text();
            resources.problems().invalid(requests, request.text(), why);
        }
    }

    private static Quantity quantity(Spot spot) {
        return Quantities.of(spot.value());
    }

    /** One kind of limits of a LimitRange. */
    static void limitRange(Spot item) {
        if (Trees.text(item.value(), "type").equals("PersistentVolumeClaim")
                && !Trees.at(item.value(), "min").has("storage")
                && !Trees.at(item.value(), "max").has("storage")) {
            item.field("limits")
                    .required("either minimum or maximum storage value is required, but neither was provided");
        }
        ordered(item, "min", "max", "min", "min value %s is greater than max value %s");
        ordered(
                item,
                "min",
                "defaultRequest",
                "defaultRequest",
                "min value %s is greater than default request value %s");
        ordered(
                item,
                "defaultRequest",
                "max",
                "defaultRequest",
                "default request value %s is greater than max value %s");
        ordered(
                item,
                "defaultRequest",
                "default",
                "defaultRequest",
                "default request value %s is greater than default limit value %s");
        ordered(item, "min", "default", "default", "min value %s is greater than default value %s");
        ordered(item, "default", "max", "default", "default value %s is greater than max value %s");
        Spot ratios = item.field("maxLimitRequestRatio");
        ratios.value().properties().forEach(ratio -> {
            if (Quantities.of(ratio.getValue()).compareTo(Quantity.parse("1")) < 0) {
                ratios.entry(ratio.getKey()).invalid("ratio " + ratio.getValue().asText() + " is less than 1");
            }
        });
    }

    private static void ordered(Spot item, String less, String more, String at, String why) {
        JsonNode upper = item.value().path(more);
        item.value().path(less).properties().forEach(entry -> {
            JsonNode other = upper.path(entry.getKey());
            if (!Trees.isAbsent(other) && Quantities.of(entry.getValue()).compareTo(Quantities.of(other)) > 0) {
                item.field(at)
                        .entry(entry.getKey())
                        .invalid(why.formatted(entry.getValue().asText(), other.asText()));
            }
        });
    }

    static void quota(Spot spec) {
        Spot scopes = spec.field("scopes");
        List<String> given = scopes.value().valueStream().map(JsonNode::asText).toList();
        if (!SCOPES.containsAll(given)) {
            scopes.invalid("unsupported scope");
        }
        if (given.containsAll(List.of("BestEffort", "NotBestEffort"))
                || given.containsAll(List.of("Terminating", "NotTerminating"))) {
            scopes.invalid("conflicting scopes");
        }
        Spot expressions = spec.field("scopeSelector").field("matchExpressions");
        for (int i = 0; i < expressions.value().size(); i++) {
            Spot name = expressions.item(i).field("scopeName");
            if (!SCOPES.contains(name.text())) {
                Path path = expressions.path().field("scopeName");
                spec.problems().invalid(path.toString(), name.text(), "unsupported scope");
            }
        }
    }
}
