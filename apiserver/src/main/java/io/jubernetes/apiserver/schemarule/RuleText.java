package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;

/** What must be right about a rule before it is compiled. */
final class RuleText {

    private static final List<String> REASONS =
            List.of("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");

    private final JsonNode schema;
    private final Rule rule;
    private final List<StatusCause> causes;

    RuleText(JsonNode schema, Rule rule, List<StatusCause> causes) {
        this.schema = schema;
        this.rule = rule;
        this.causes = causes;
    }

    void check(String path) {
        message(path);
        if (!rule.messageExpression().isEmpty() && rule.messageExpression().isBlank()) {
            required(path + ".messageExpression", "messageExpression must be non-empty if specified");
        }
        if (rule.reason() != null && !REASONS.contains(rule.reason())) {
            String all = String.join("\", \"", REASONS);
            causes.add(new StatusCause(
                    "FieldValueNotSupported",
                    "Unsupported value: " + TextNode.valueOf(rule.reason()) + ": supported values: \"" + all + "\"",
                    path + ".reason"));
        }
        if (!rule.fieldPath().isEmpty()) {
            fieldPath(path + ".fieldPath");
        }
    }

    private void message(String path) {
        if (rule.rule().isBlank()) {
            required(path + ".rule", "rule is not specified");
        } else if (!rule.message().isEmpty() && rule.message().isBlank()) {
            invalid(path + ".message", rule.message(), "must be non-empty if specified");
        } else if (hasLines(rule.message().strip())) {
            invalid(path + ".message", rule.message(), "must not contain line breaks");
        } else if (hasLines(rule.rule().strip()) && rule.message().isBlank()) {
            required(path + ".message", "message must be specified if rule contains line breaks");
        }
    }

    private void fieldPath(String path) {
        if (rule.fieldPath().isBlank()) {
            invalid(path, rule.fieldPath(), "must be non-empty if specified");
        }
        if (hasLines(rule.fieldPath())) {
            invalid(path, rule.fieldPath(), "must not contain line breaks");
        }
        if (!FieldPath.isValid(rule.fieldPath(), schema)) {
            invalid(path, rule.fieldPath(), "must be a valid path");
        }
    }

    private static boolean hasLines(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }

    private void required(String path, String detail) {
        causes.add(new StatusCause("FieldValueRequired", "Required value: " + detail, path));
    }

    private void invalid(String path, String value, String detail) {
        causes.add(RuleProblems.invalid(path, TextNode.valueOf(value), detail));
    }
}
