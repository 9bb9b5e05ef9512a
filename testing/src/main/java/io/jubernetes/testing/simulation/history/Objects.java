package io.jubernetes.testing.simulation.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.quantity.Quantity;

/** Reads what the invariants need from object trees. */
public final class Objects {

    private Objects() {}

    public static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    public static String uid(JsonNode object) {
        return object.path("metadata").path("uid").asText();
    }

    public static boolean isBeingDeleted(JsonNode object) {
        return object.path("metadata").has("deletionTimestamp");
    }

    /** The uid of the owner that controls the object; empty when there is none. */
    public static String controllerUid(JsonNode object) {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return owner.path("uid").asText();
            }
        }
        return "";
    }

    public static String node(JsonNode pod) {
        return pod.path("spec").path("nodeName").asText();
    }

    public static boolean hasEnded(JsonNode pod) {
        String phase = pod.path("status").path("phase").asText();
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    /** Whether a controller counts the pod: neither ended nor on its way out. */
    public static boolean isActive(JsonNode pod) {
        return !hasEnded(pod) && !isBeingDeleted(pod);
    }

    public static boolean isReady(JsonNode object) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    /** What the pod's containers ask for; pods of simulations have no init containers and no overhead. */
    public static Quantity requests(JsonNode pod, String resource) {
        Quantity sum = Quantity.ZERO;
        for (JsonNode container : pod.path("spec").path("containers")) {
            JsonNode asked = container.path("resources").path("requests").path(resource);
            if (asked.isTextual()) {
                sum = sum.add(Quantity.parse(asked.asText()));
            }
        }
        return sum;
    }

    public static int replicas(JsonNode object) {
        return object.path("spec").path("replicas").asInt(1);
    }
}
