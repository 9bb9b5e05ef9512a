package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;

/** What a container asks for and is limited to. */
final class ResourceValidation {

    private static final Quantity ZERO = Quantity.parse("0");

    private final Problems problems;

    ResourceValidation(Problems problems) {
        this.problems = problems;
    }

    void validate(JsonNode resources, String path) {
        notNegative(resources.path("limits"), path + ".limits");
        notNegative(resources.path("requests"), path + ".requests");
        JsonNode limits = resources.path("limits");
        resources.path("requests").properties().forEach(request -> {
            JsonNode limit = limits.path(request.getKey());
            if (!Trees.isAbsent(limit) && quantity(request.getValue()).compareTo(quantity(limit)) > 0) {
                problems.invalid(
                        path + ".requests",
                        request.getValue().asText(),
                        "must be less than or equal to " + request.getKey() + " limit of " + limit.asText());
            }
        });
    }

    private void notNegative(JsonNode quantities, String path) {
        quantities.properties().forEach(entry -> {
            if (quantity(entry.getValue()).compareTo(ZERO) < 0) {
                problems.invalid(
                        path + "[" + entry.getKey() + "]",
                        entry.getValue().asText(),
                        "must be greater than or equal to 0");
            }
        });
    }

    private static Quantity quantity(JsonNode text) {
        return Quantity.parse(text.asText());
    }
}
