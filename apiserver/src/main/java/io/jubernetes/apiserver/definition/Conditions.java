package io.jubernetes.apiserver.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The conditions in a definition's status. */
public final class Conditions {

    public static final String NAMES_ACCEPTED = "NamesAccepted";
    public static final String ESTABLISHED = "Established";
    public static final String TERMINATING = "Terminating";
    public static final String APPROVED = "KubernetesAPIApprovalPolicyConformant";

    private Conditions() {}

    /** What a condition is to say. */
    public record Condition(String type, boolean holds, String reason, String message) {}

    public static boolean isTrue(JsonNode definition, String type) {
        ObjectNode found = find(definition, type);
        return found != null && Trees.text(found, "status").equals("True");
    }

    public static @Nullable ObjectNode find(JsonNode definition, String type) {
        for (JsonNode condition : definition.path("status").path("conditions")) {
            if (Trees.text(condition, "type").equals(type)) {
                return (ObjectNode) condition;
            }
        }
        return null;
    }

    /** Whether a condition says this already. */
    public static boolean says(JsonNode definition, Condition wanted) {
        ObjectNode found = find(definition, wanted.type());
        return found != null
                && Trees.text(found, "status").equals(status(wanted))
                && Trees.text(found, "reason").equals(wanted.reason())
                && Trees.text(found, "message").equals(wanted.message());
    }

    /** Its time stays when its status does. */
    public static void set(ObjectNode definition, Condition wanted, Instant now) {
        ArrayNode all = Trees.list(Trees.object(definition, "status"), "conditions");
        ObjectNode condition = find(definition, wanted.type());
        if (condition == null) {
            condition = all.addObject();
        }
        boolean same = Trees.text(condition, "status").equals(status(wanted));
        String time = same
                ? Trees.text(condition, "lastTransitionTime")
                : now.truncatedTo(ChronoUnit.SECONDS).toString();
        condition.put("lastTransitionTime", time);
        condition.put("message", wanted.message()).put("reason", wanted.reason());
        condition.put("status", status(wanted)).put("type", wanted.type());
    }

    private static String status(Condition condition) {
        return condition.holds() ? "True" : "False";
    }
}
