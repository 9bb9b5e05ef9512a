package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.List;

/** How much a pod may rely on its resources: all it may use is reserved, some, or nothing. */
public final class QosClass {

    private static final List<String> COUNTED = List.of("cpu", "memory");

    private QosClass() {}

    /** The name of the class. */
    public static String of(ObjectNode spec) {
        boolean any = false;
        boolean guaranteed = true;
        for (JsonNode resources : resources(spec)) {
            for (String name : COUNTED) {
                JsonNode request = resources.path("requests").path(name);
                JsonNode limit = resources.path("limits").path(name);
                any |= isPositive(request) || isPositive(limit);
                guaranteed &= isPositive(limit) && isPositive(request) && equal(limit, request);
            }
        }
        if (!any) {
            return "BestEffort";
        }
        return guaranteed ? "Guaranteed" : "Burstable";
    }

    private static List<JsonNode> resources(ObjectNode spec) {
        JsonNode ofPod = spec.path("resources");
        if (!Trees.isBlank(ofPod)) {
            return List.of(ofPod);
        }
        List<JsonNode> all = new ArrayList<>();
        spec.path("containers").forEach(container -> all.add(container.path("resources")));
        spec.path("initContainers").forEach(container -> all.add(container.path("resources")));
        return all;
    }

    private static boolean isPositive(JsonNode quantity) {
        return !Trees.isAbsent(quantity) && Quantity.parse(quantity.asText()).compareTo(Quantity.parse("0")) > 0;
    }

    private static boolean equal(JsonNode a, JsonNode b) {
        return Quantity.parse(a.asText()).compareTo(Quantity.parse(b.asText())) == 0;
    }
}
