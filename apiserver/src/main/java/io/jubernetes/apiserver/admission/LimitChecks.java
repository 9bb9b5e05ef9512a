package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.apiserver.validation.Trees;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds what an object asks for against one kind of limits of a namespace. */
final class LimitChecks {

    private final JsonNode limit;
    private final String type;
    private final List<String> problems;

    private LimitChecks(JsonNode limit, List<String> problems) {
        this.limit = limit;
        this.type = Trees.text(limit, "type");
        this.problems = problems;
    }

    static void check(JsonNode limit, ObjectNode object, List<String> problems) {
        LimitChecks checks = new LimitChecks(limit, problems);
        JsonNode spec = object.path("spec");
        switch (checks.type) {
            case "Container" -> {
                for (String list : List.of("containers", "initContainers")) {
                    spec.path(list)
                            .forEach(container -> checks.amounts(
                                    container.path("resources").path("requests"),
                                    container.path("resources").path("limits")));
                }
            }
            case "Pod" -> {
                if (spec.has("containers")) {
                    checks.amounts(sum(spec, "requests"), sum(spec, "limits"));
                }
            }
            case "PersistentVolumeClaim" -> {
                if (spec.has("accessModes")) {
                    checks.storage(spec.path("resources").path("requests").path("storage"));
                }
            }
            default -> {}
        }
    }

    /** What a pod needs: its containers together, or the init container that needs the most. */
    private static ObjectNode sum(JsonNode spec, String part) {
        ObjectNode sum = Trees.empty();
        for (JsonNode container : spec.path("containers")) {
            container.path("resources").path(part).properties().forEach(entry -> {
                Quantity before = Quantity.parse(sum.path(entry.getKey()).asText("0"));
                sum.put(entry.getKey(), before.add(quantity(entry.getValue())).toString());
            });
        }
        for (JsonNode container : spec.path("initContainers")) {
            container.path("resources").path(part).properties().forEach(entry -> {
                Quantity before = Quantity.parse(sum.path(entry.getKey()).asText("0"));
                if (quantity(entry.getValue()).compareTo(before) > 0) {
                    sum.put(entry.getKey(), entry.getValue().asText());
                }
            });
        }
        return sum;
    }

    private void amounts(JsonNode requests, JsonNode limits) {
        for (String resource : names("min")) {
            least(resource, find(requests, resource), find(limits, resource));
        }
        for (String resource : names("max")) {
            most(resource, find(requests, resource), find(limits, resource));
        }
        for (String resource : names("maxLimitRequestRatio")) {
            ratio(resource, find(requests, resource), find(limits, resource));
        }
    }

    private Set<String> names(String bound) {
        Set<String> names = new LinkedHashSet<>();
        limit.path(bound).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void least(String resource, @Nullable Quantity request, @Nullable Quantity given) {
        Quantity min = quantity(limit.path("min").path(resource));
        String start = "minimum " + resource + " usage per " + type + " is " + min;
        if (request == null) {
            problems.add(start + ".  No request is specified");
        } else if (request.compareTo(min) < 0) {
            problems.add(start + ", but request is " + request);
        } else if (given != null && given.compareTo(min) < 0) {
            problems.add(start + ", but limit is " + given);
        }
    }

    private void most(String resource, @Nullable Quantity request, @Nullable Quantity given) {
        Quantity max = quantity(limit.path("max").path(resource));
        String start = "maximum " + resource + " usage per " + type + " is " + max;
        if (given == null) {
            problems.add(start + ".  No limit is specified");
        } else if (given.compareTo(max) > 0) {
            problems.add(start + ", but limit is " + given);
        } else if (request != null && request.compareTo(max) > 0) {
            problems.add(start + ", but request is " + request);
        }
    }

    private void ratio(String resource, @Nullable Quantity request, @Nullable Quantity given) {
        Quantity ratio = quantity(limit.path("maxLimitRequestRatio").path(resource));
        String start = resource + " max limit to request ratio per " + type + " is " + ratio;
        if (request == null || request.isZero()) {
            problems.add(start + ", but no request is specified or request is 0");
        } else if (given == null || given.isZero()) {
            problems.add(start + ", but no limit is specified or limit is 0");
        } else if (given.doubleValue() / request.doubleValue() > ratio.doubleValue()) {
            problems.add(String.format(
                    Locale.ROOT, "%s, but provided ratio is %f", start, given.doubleValue() / request.doubleValue()));
        }
    }

    private void storage(JsonNode request) {
        Quantity asked = Trees.isBlank(request) ? null : quantity(request);
        if (limit.path("min").has("storage")) {
            least("storage", asked, null);
        }
        Quantity max = find(limit.path("max"), "storage");
        if (max != null && asked != null && asked.compareTo(max) > 0) {
            problems.add("maximum storage usage per " + type + " is " + max + ", but request is " + asked);
        }
    }

    private static @Nullable Quantity find(JsonNode amounts, String resource) {
        return amounts.has(resource) ? quantity(amounts.path(resource)) : null;
    }

    private static Quantity quantity(JsonNode node) {
        return Quantity.parse(node.asText("0"));
    }
}
