package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a schema has it.
 *
 * @param optionalOldSelf null when it is not said
 */
record Rule(
        String rule,
        String message,
        String messageExpression,
        @Nullable String reason,
        String fieldPath,
        @Nullable Boolean optionalOldSelf) {

    static List<Rule> of(JsonNode schema) {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode rule : schema.path(Keywords.RULES)) {
            rules.add(new Rule(
                    rule.path("rule").asText(""),
                    rule.path("message").asText(""),
                    rule.path("messageExpression").asText(""),
                    rule.hasNonNull("reason") ? rule.get("reason").asText() : null,
                    rule.path("fieldPath").asText(""),
                    rule.hasNonNull("optionalOldSelf")
                            ? rule.get("optionalOldSelf").asBoolean()
                            : null));
        }
        return rules;
    }

    boolean takesOptional() {
        return Boolean.TRUE.equals(optionalOldSelf);
    }

    /** What stands for it in messages. */
    String shown() {
        return message.isEmpty() ? rule.strip() : message.strip();
    }

    String failure() {
        return message.isEmpty() ? "failed rule: " + shown() : message.strip();
    }

    /** As upstream prints it when something is wrong with it. */
    JsonNode toJson() {
        ObjectNode json =
                Json.object().put("Rule", rule).put("Message", message).put("MessageExpression", messageExpression);
        return json.put("Reason", reason).put("FieldPath", fieldPath).put("OptionalOldSelf", optionalOldSelf);
    }
}
