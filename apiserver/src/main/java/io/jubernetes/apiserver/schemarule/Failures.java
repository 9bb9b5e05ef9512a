package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.error.StatusCause;

/** What is told when a rule does not hold, or cannot be evaluated. */
final class Failures {

    static final String MESSAGE_OUT_OF_BUDGET =
            "messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run";

    private static final int LONGEST_MESSAGE = 5 * 1024;

    private Failures() {}

    /** What an expression gives is taken as a message only if it is one line of some length. */
    static boolean isUsable(String message) {
        String text = message.strip();
        return !text.isEmpty() && text.length() <= LONGEST_MESSAGE && text.indexOf('\n') < 0;
    }

    /** Of a place as such. */
    static StatusCause invalid(String path, JsonNode schema, String detail) {
        return cause("FieldValueInvalid", path, "Invalid value: " + TextNode.valueOf(Keywords.type(schema)), detail);
    }

    static StatusCause of(Rule rule, String path, JsonNode schema, JsonNode value, String detail) {
        String type = Keywords.type(schema);
        String shown = type.equals("object") || type.equals("array") ? "" : ": " + value;
        return switch (rule.reason() == null ? "" : rule.reason()) {
            case "FieldValueForbidden" -> cause("FieldValueForbidden", path, "Forbidden", detail);
            case "FieldValueRequired" -> cause("FieldValueRequired", path, "Required value", detail);
            case "FieldValueDuplicate" -> cause("FieldValueDuplicate", path, "Duplicate value" + shown, "");
            default -> cause("FieldValueInvalid", path, "Invalid value" + shown, detail);
        };
    }

    private static StatusCause cause(String reason, String path, String message, String detail) {
        return new StatusCause(
                reason, detail.isEmpty() ? message : message + ": " + detail, path.isEmpty() ? "<nil>" : path);
    }
}
